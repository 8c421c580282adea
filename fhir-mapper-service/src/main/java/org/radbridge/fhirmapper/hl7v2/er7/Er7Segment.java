package org.radbridge.fhirmapper.hl7v2.er7;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A segment (section 2.3). Fields, components and subcomponents are counted from 1. */
public final class Er7Segment {
    /** What a field holds whose value is to be deleted (section 2.5.3). */
    private static final String NULL = "\"\"";

    private final String name;
    private final List<String> fields;
    private final Delimiters delimiters;

    private Er7Segment(String name, List<String> fields, Delimiters delimiters) {
        this.name = name;
        this.fields = fields;
        this.delimiters = delimiters;
    }

    static Er7Segment parse(String line, Delimiters delimiters) {
        String name = line.substring(0, 3);
        List<String> fields =
                new ArrayList<>(Arrays.asList(split(line, delimiters.field()).split()));
        fields.removeFirst();
        if (name.equals("MSH")) {
            // MSH-1 is the separator itself.
            fields.addFirst(String.valueOf(delimiters.field()));
        }
        return new Er7Segment(name, List.copyOf(fields), delimiters);
    }

    public String name() {
        return name;
    }

    /** The first component of a field's first repetition; empty when there is none. */
    public Optional<String> value(int field) {
        return value(field, 1);
    }

    /** A component of a field's first repetition. */
    public Optional<String> value(int field, int component) {
        return repetitions(field).stream()
                .findFirst()
                .flatMap(repetition -> repetition.component(component));
    }

    /** A field's repetitions; none when it is absent or to be deleted. */
    public List<Er7Value> repetitions(int field) {
        String text = raw(field);
        if (text.isEmpty() || text.equals(NULL)) {
            return List.of();
        }
        return Arrays.stream(split(text, delimiters.repetition()).split())
                .map(repetition -> new Er7Value(repetition, delimiters))
                .toList();
    }

    /** Whether a field says that what is known is to be deleted. */
    public boolean deletes(int field) {
        return raw(field).equals(NULL);
    }

    /** Whether a field says anything: a value, or that it is to be deleted. */
    public boolean says(int field) {
        return !raw(field).isEmpty();
    }

    private String raw(int field) {
        return field <= fields.size() ? fields.get(field - 1) : "";
    }

    static Parts split(String text, char separator) {
        return new Parts(text, separator);
    }

    /** Text between separators; MSH-2, which holds them all, is never asked for its parts. */
    record Parts(String text, char separator) {
        String[] split() {
            List<String> parts = new ArrayList<>();
            int begin = 0;
            for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, begin)) {
                parts.add(text.substring(begin, at));
                begin = at + 1;
            }
            parts.add(text.substring(begin));
            return parts.toArray(String[]::new);
        }
    }
}
