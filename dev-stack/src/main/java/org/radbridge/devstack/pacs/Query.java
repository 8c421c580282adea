package org.radbridge.devstack.pacs;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;

/**
 * A QIDO-RS search, PS3.18 §8.3.4 and §10.6: matching by single value, list of UIDs and wildcard.
 *
 * @param matches attribute and wanted value
 * @param included attributes wanted beside those of the level
 */
record Query(
        QueryLevel level,
        Map<Integer, String> matches,
        Set<Integer> included,
        int offset,
        int limit) {

    private static final int DEFAULT_LIMIT = 1000;
    private static final Pattern HEX_TAG = Pattern.compile("[0-9A-Fa-f]{8}");

    /**
     * Reads a search from its URL.
     *
     * @param path what the path itself fixes, UIDs by tag
     * @throws IllegalArgumentException for a parameter that is no attribute
     */
    static Query of(QueryLevel level, Map<Integer, String> path, MultiMap parameters) {
        Map<Integer, String> matches = new LinkedHashMap<>(path);
        Set<Integer> included = new LinkedHashSet<>();
        int offset = 0;
        int limit = DEFAULT_LIMIT;
        for (Map.Entry<String, String> parameter : parameters) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "offset" -> offset = number(value);
                case "limit" -> limit = number(value);
                case "fuzzymatching" -> {}
                case "includefield" -> {
                    for (String field : value.split(",")) {
                        if (!field.equals("all")) {
                            included.add(tag(field));
                        }
                    }
                }
                default -> matches.put(tag(parameter.getKey()), value);
            }
        }
        return new Query(level, matches, included, offset, limit);
    }

    private static int number(String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("'" + value + "' is not a number");
        }
        return Integer.parseInt(value);
    }

    private static int tag(String name) {
        if (HEX_TAG.matcher(name).matches()) {
            return Integer.parseUnsignedInt(name, 16);
        }
        OptionalInt tag = Dictionary.tag(name);
        if (tag.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' is no attribute");
        }
        return tag.getAsInt();
    }

    /** The answers, one data set for each study, series or instance. */
    List<DataSet> answer(ObjectStore store) {
        List<Predicate<DataSet>> conditions =
                matches.entrySet().stream()
                        .map(match -> condition(match.getKey(), match.getValue()))
                        .toList();
        Map<String, List<StoredObject>> groups =
                candidates(store).stream()
                        .filter(object ->
                                conditions.stream().allMatch(c -> c.test(object.attributes())))
                        .collect(
                                Collectors.groupingBy(
                                        object ->
                                                object.attributes().string(level.key()).orElse(""),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return groups.values().stream().skip(offset).limit(limit).map(this::describe).toList();
    }

    /** What is asked of one study need not be looked for among all. */
    private Collection<StoredObject> candidates(ObjectStore store) {
        String study = matches.getOrDefault(Tag.StudyInstanceUID, "");
        return Uid.isValid(study) ? store.ofStudy(study) : store.find(_ -> true);
    }

    private static Predicate<DataSet> condition(int tag, String wanted) {
        if (wanted.isEmpty() || wanted.equals("*")) {
            return _ -> true;
        }
        int looked = tag == Tag.ModalitiesInStudy ? Tag.Modality : tag;
        List<Pattern> patterns = Arrays.stream(wanted.split(",")).map(Query::wildcard).toList();
        return attributes ->
                attributes.strings(looked).stream()
                        .anyMatch(value ->
                                patterns.stream().anyMatch(p -> p.matcher(value).matches()));
    }

    /** {@code *} is any characters, {@code ?} is one; PS3.4 §C.2.2.2.4. */
    private static Pattern wildcard(String wanted) {
        StringBuilder regex = new StringBuilder();
        wanted.codePoints()
                .forEach(character -> {
                    switch (character) {
                        case '*' -> regex.append(".*");
                        case '?' -> regex.append('.');
                        default -> regex.append(Pattern.quote(Character.toString(character)));
                    }
                });
        return Pattern.compile(regex.toString());
    }

    private DataSet describe(List<StoredObject> group) {
        DataSet first = group.getFirst().attributes();
        List<Integer> tags = new ArrayList<>(level.attributes());
        tags.addAll(included);
        DataSet answer = new DataSet();
        for (int tag : tags) {
            first.element(tag).ifPresent(answer::put);
        }
        switch (level) {
            case STUDY -> {
                answer.put(
                        Tag.ModalitiesInStudy,
                        distinct(group, Tag.Modality).toArray(String[]::new));
                answer.putInts(
                        Tag.NumberOfStudyRelatedSeries,
                        distinct(group, Tag.SeriesInstanceUID).size());
                answer.putInts(Tag.NumberOfStudyRelatedInstances, group.size());
            }
            case SERIES -> answer.putInts(Tag.NumberOfSeriesRelatedInstances, group.size());
            case INSTANCE -> {}
        }
        return answer;
    }

    private static Collection<String> distinct(List<StoredObject> group, int tag) {
        return group.stream()
                .flatMap(object -> object.attributes().string(tag).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
