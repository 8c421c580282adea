package org.radbridge.ingest.qido;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Vr;
import org.radbridge.kit.failure.RadbridgeException;

/** What searches match, for the conformance statement: asked of the parser of queries itself. */
public final class MatchingRows {
    private MatchingRows() {}

    /** Keyword, tag, level and VR of the attributes that have columns. */
    public static List<List<String>> attributes() {
        return Arrays.stream(IndexedAttribute.values())
                .map(attribute ->
                        List.of(
                                Dictionary.keyword(attribute.tag()).orElseThrow(),
                                Dictionary.format(attribute.tag()),
                                attribute.level().name(),
                                Dictionary.vr(attribute.tag()).name()))
                .toList();
    }

    /** VR and the ways of matching, for the VRs of those attributes. */
    public static List<List<String>> byVr() {
        return Arrays.stream(IndexedAttribute.values())
                .map(IndexedAttribute::tag)
                .sorted(Comparator.comparing(Dictionary::vr))
                .filter(firstOfItsVr())
                .map(tag -> List.of(Dictionary.vr(tag).name(), String.join(", ", ways(tag))))
                .toList();
    }

    private static Predicate<Integer> firstOfItsVr() {
        EnumSet<Vr> seen = EnumSet.noneOf(Vr.class);
        return tag -> seen.add(Dictionary.vr(tag));
    }

    private static List<String> ways(int tag) {
        List<String> ways = new ArrayList<>();
        if (condition(tag, "*") instanceof Condition.Universal) {
            ways.add("universal");
        }
        if (List.of("1", "20200101", "10").stream()
                .map(value -> condition(tag, value))
                .anyMatch(found ->
                        found instanceof Condition.OneOf || found instanceof Condition.Range)) {
            ways.add("single value");
        }
        if (condition(tag, "1.2,1.3") instanceof Condition.OneOf(List<String> uids)
                && uids.size() == 2) {
            ways.add("list of UID");
        }
        if (condition(tag, "A*B") instanceof Condition.WildCard) {
            ways.add("wild card");
        }
        if (List.of("20200101-20200102", "10-11").stream()
                .anyMatch(range -> condition(tag, range) instanceof Condition.Range)) {
            ways.add("range");
        }
        return ways;
    }

    /** The condition that a value becomes, or the refusal. */
    private static Object condition(int tag, String value) {
        String name = Dictionary.keyword(tag).orElseThrow();
        try {
            return SearchParameters.read(List.of(Map.entry(name, value)), 1)
                    .keys()
                    .getFirst()
                    .condition();
        } catch (RadbridgeException refused) {
            return refused;
        }
    }
}
