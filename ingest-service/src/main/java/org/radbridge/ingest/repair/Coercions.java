package org.radbridge.ingest.repair;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.Tag;

/**
 * A data set, and what was changed in it. Only the outermost level is changed; the data set that
 * came stays as it was. Not safe for threads.
 */
public final class Coercions {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSS'+0000'").withZone(ZoneOffset.UTC);

    private record Change(Reason reason, String rule) {}

    private final DataSet original;
    private final DataSet current;
    private final Map<Integer, Change> changes = new LinkedHashMap<>();

    Coercions(DataSet original) {
        this.original = original;
        this.current = new DataSet().putAll(original);
    }

    /** As it came. */
    DataSet original() {
        return original;
    }

    /** With all changes so far. */
    public DataSet current() {
        return current;
    }

    /** Whether nothing was changed. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The tags that were changed. */
    public Set<Integer> tags() {
        return changes.keySet();
    }

    /** The names of the rules that changed something. */
    public Set<String> rules() {
        Set<String> names = new TreeSet<>();
        changes.values().forEach(change -> names.add(change.rule()));
        return names;
    }

    void put(Element element, Reason reason, String rule) {
        Element before = current.element(element.tag()).orElse(null);
        if (!element.equals(before)) {
            current.put(element);
            note(element.tag(), reason, rule);
        }
    }

    /** For an element that differs in its bytes only, which is no difference to {@link #put}. */
    void rewrite(Element element, Reason reason, String rule) {
        current.put(element);
        note(element.tag(), reason, rule);
    }

    void remove(int tag, Reason reason, String rule) {
        if (current.contains(tag)) {
            current.remove(tag);
            note(tag, reason, rule);
        }
    }

    /** Replaces what is decoded anew but is the same in bytes: no change to speak of. */
    void reread(Element element) {
        current.put(element);
    }

    private void note(int tag, Reason reason, String rule) {
        changes.putIfAbsent(tag, new Change(reason, rule));
    }

    /**
     * The data set to store: the current one, with one more item in the Original Attributes
     * Sequence per reason. An attribute that was absent stands there without value.
     *
     * @param source Source of Previous Values (0400,0564): who sent it; null when not known
     * @param system Modifying System (0400,0563)
     */
    public DataSet recorded(Instant at, @Nullable String source, String system) {
        Map<Reason, DataSet> modified = new EnumMap<>(Reason.class);
        changes.forEach((tag, change) ->
                original.element(tag)
                        .ifPresentOrElse(
                                element -> of(modified, change.reason()).put(element),
                                () -> of(modified, change.reason()).put(absent(tag))));
        List<DataSet> items = new ArrayList<>(original.items(Tag.OriginalAttributesSequence));
        modified.forEach((reason, attributes) ->
                items.add(
                        new DataSet()
                                .put(Tag.AttributeModificationDateTime, DATE_TIME.format(at))
                                .put(Tag.ModifyingSystem, system)
                                .put(
                                        Tag.SourceOfPreviousValues,
                                        source == null ? new String[0] : new String[] {source})
                                .put(Tag.ReasonForTheAttributeModification, reason.name())
                                .putItems(Tag.ModifiedAttributesSequence, attributes)));
        return new DataSet().putAll(current).putItems(Tag.OriginalAttributesSequence, items);
    }

    private static DataSet of(Map<Reason, DataSet> modified, Reason reason) {
        return modified.computeIfAbsent(reason, _ -> new DataSet());
    }

    private Element absent(int tag) {
        Element now = current.element(tag).orElseThrow();
        return new DataSet().putBytes(tag, now.vr(), new byte[0]).element(tag).orElseThrow();
    }
}
