package org.radbridge.fhirmapper.hl7v2.er7;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a segment with the standard delimiters; fields are counted from 1. */
public final class SegmentWriter {
    private final List<String> fields = new ArrayList<>();
    private final String name;

    private SegmentWriter(String name) {
        this.name = name;
    }

    public static SegmentWriter of(String name) {
        return new SegmentWriter(name);
    }

    /** Begins an MSH, which names the delimiters itself. */
    public static SegmentWriter header() {
        return of("MSH").encoded(2, "^~\\&");
    }

    /** A field of one component. */
    public SegmentWriter field(int number, @Nullable String value) {
        return value == null ? this : encoded(number, Escapes.put(value));
    }

    /** A field of components; null for one that is absent. */
    public SegmentWriter components(int number, @Nullable String... values) {
        return encoded(number, joined(values));
    }

    /** A field of several repetitions, each as {@link #joined} gives it. */
    public SegmentWriter repetitions(int number, List<String> encoded) {
        return encoded(number, String.join("~", encoded));
    }

    /** A field as it is to stand, escapes and delimiters included. */
    public SegmentWriter encoded(int number, String text) {
        while (fields.size() < number) {
            fields.add("");
        }
        fields.set(number - 1, text);
        return this;
    }

    /** Components, escaped, without those absent at the end. */
    public static String joined(@Nullable String... values) {
        return withoutTail(
                Stream.of(values)
                        .map(value -> value == null ? "" : Escapes.put(value))
                        .collect(Collectors.joining("^")),
                '^');
    }

    /** The segment with its end. */
    public String write() {
        Stream<String> written = name.equals("MSH") ? fields.stream().skip(1) : fields.stream();
        String body = written.map(Objects::requireNonNull).collect(Collectors.joining("|"));
        return withoutTail(name + "|" + body, '|') + "\r";
    }

    private static String withoutTail(String text, char separator) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == separator) {
            end--;
        }
        return text.substring(0, end);
    }
}
