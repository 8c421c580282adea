package org.radbridge.ingest.repair;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Vr;
import org.radbridge.ingest.repair.RepairAction.DeclareCharacterSet.When;
import org.radbridge.ingest.repair.StudyConsistency.OnDifference;

/**
 * The YAML form of the rules, and its reader. Whatever is not understood is an error that names the
 * rule: a misspelt condition must not change every instance of a hospital.
 */
final class RepairRulesFile {
    private static final String CALLING_AE = "callingAe";
    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /** UIDs that say what an object is, and pixels: no rule invents them. */
    private static final Set<Integer> UNTOUCHABLE =
            Set.of(Tag.SOPClassUID, Tag.OriginalAttributesSequence, Tag.PixelData);

    /** The whole file. */
    @RegisterForReflection
    record Content(
            @Nullable List<Entry> rules,
            @JsonProperty("study-consistency") @Nullable Consistency studyConsistency) {}

    /** One rule as written. */
    @RegisterForReflection
    record Entry(
            @Nullable String name,
            @Nullable Map<String, List<String>> when,
            @Nullable Map<String, List<String>> set,
            @JsonProperty("set-if-missing") @Nullable Map<String, List<String>> setIfMissing,
            @JsonProperty("copy-if-missing") @Nullable Map<String, String> copyIfMissing,
            @Nullable List<String> remove,
            @Nullable List<String> normalise,
            @JsonProperty("character-set") @Nullable CharacterSet characterSet,
            @JsonProperty("modality-from-sop-class") @Nullable Boolean modalityFromSopClass) {}

    /** The right character set, and when it is the right one. */
    @RegisterForReflection
    record CharacterSet(@Nullable List<String> declare, @Nullable String when) {}

    /** What the instances of a study agree in. */
    @RegisterForReflection
    record Consistency(
            @Nullable List<String> attributes,
            @JsonProperty("on-difference") @Nullable String onDifference) {}

    private final String source;

    private RepairRulesFile(String source) {
        this.source = source;
    }

    /**
     * Reads rules.
     *
     * @param source how errors call the text: a file name
     * @throws RepairRulesException when it is not a valid rules file
     */
    static RepairRules read(String source, String yaml) {
        RepairRulesFile file = new RepairRulesFile(source);
        try {
            return file.rules(YAML.readValue(yaml, Content.class));
        } catch (JsonProcessingException e) {
            throw new RepairRulesException(source, String.valueOf(e.getOriginalMessage()), e);
        }
    }

    private RepairRules rules(@Nullable Content content) {
        List<Entry> entries = content == null ? null : content.rules();
        if (content == null || entries == null) {
            throw fault("there is no list 'rules'");
        }
        List<RepairRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            RepairRule rule = rule(i + 1, entries.get(i));
            if (!names.add(rule.name())) {
                throw fault("two rules are called '" + rule.name() + "'");
            }
            rules.add(rule);
        }
        return new RepairRules(rules, consistency(content.studyConsistency()));
    }

    private RepairRule rule(int number, Entry entry) {
        String name = entry.name();
        if (name == null || name.isBlank()) {
            throw fault("rule " + number + " has no name");
        }
        String rule = "rule '" + name + "'";
        List<RepairCondition> conditions = new ArrayList<>();
        mapping(entry.when())
                .forEach((key, patterns) ->
                        conditions.add(
                                RepairCondition.of(
                                        key.equals(CALLING_AE) ? null : tag(rule, key),
                                        required(rule, key, patterns))));
        List<RepairAction> actions = actions(rule, entry);
        if (actions.isEmpty()) {
            throw fault(rule + " does nothing");
        }
        return new RepairRule(name.strip(), conditions, actions);
    }

    private List<RepairAction> actions(String rule, Entry entry) {
        List<RepairAction> actions = new ArrayList<>();
        CharacterSet characterSet = entry.characterSet();
        if (characterSet != null) {
            actions.add(characterSet(rule, characterSet));
        }
        for (String key : list(entry.normalise())) {
            actions.add(new RepairAction.Normalise(changeable(rule, key)));
        }
        for (String key : list(entry.remove())) {
            actions.add(new RepairAction.Remove(changeable(rule, key)));
        }
        mapping(entry.set())
                .forEach((key, values) ->
                        actions.add(new RepairAction.Set(element(rule, key, values))));
        mapping(entry.copyIfMissing())
                .forEach((key, from) ->
                        actions.add(
                                new RepairAction.CopyIfMissing(
                                        changeable(rule, key), tag(rule, from))));
        if (Boolean.TRUE.equals(entry.modalityFromSopClass())) {
            actions.add(new RepairAction.ModalityFromSopClass());
        }
        mapping(entry.setIfMissing())
                .forEach((key, values) ->
                        actions.add(new RepairAction.SetIfMissing(element(rule, key, values))));
        return actions;
    }

    private RepairAction characterSet(String rule, CharacterSet written) {
        List<String> terms = required(rule, "character-set", written.declare());
        if (!SpecificCharacterSet.of(terms).isSupported()) {
            throw fault(rule + ": nobody defined the character set " + terms);
        }
        String when = written.when() == null ? "missing" : written.when();
        return new RepairAction.DeclareCharacterSet(
                terms, oneOf(rule + ": character-set when", When.class, when));
    }

    private StudyConsistency consistency(@Nullable Consistency written) {
        if (written == null) {
            return new StudyConsistency(List.of(), OnDifference.IGNORE);
        }
        String place = "study-consistency";
        List<Integer> tags =
                list(written.attributes()).stream().map(key -> changeable(place, key)).toList();
        String onDifference = written.onDifference() == null ? "coerce" : written.onDifference();
        return new StudyConsistency(
                tags, oneOf(place + ": on-difference", OnDifference.class, onDifference));
    }

    // --- attributes and values

    private Element element(String rule, String key, @Nullable List<String> values) {
        int tag = changeable(rule, key);
        try {
            return new DataSet()
                    .put(tag, required(rule, key, values).toArray(String[]::new))
                    .element(tag)
                    .orElseThrow();
        } catch (IllegalArgumentException unfit) {
            throw fault(rule + ": '" + key + "' cannot have this value");
        }
    }

    private int changeable(String rule, String key) {
        int tag = tag(rule, key);
        if (UNTOUCHABLE.contains(tag) || tag >>> 16 <= 2) {
            throw fault(rule + ": '" + key + "' is not changed by rules");
        }
        if (Dictionary.vr(tag) == Vr.SQ || !Dictionary.vr(tag).isText()) {
            throw fault(rule + ": '" + key + "' holds no text");
        }
        return tag;
    }

    private int tag(String rule, String key) {
        return Dictionary.tag(key.strip())
                .orElseThrow(() -> fault(rule + ": '" + key + "' is no attribute's keyword"));
    }

    private List<String> required(String rule, String key, @Nullable List<String> values) {
        if (values == null || values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
            throw fault(rule + ": '" + key + "' has no value");
        }
        return values;
    }

    private <E extends Enum<E>> E oneOf(String place, Class<E> type, String name) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(name)) {
                return constant;
            }
        }
        throw fault(place + " is not '" + name + "'");
    }

    private static <V> Map<String, V> mapping(@Nullable Map<String, V> written) {
        return written == null ? Map.of() : written;
    }

    private static List<String> list(@Nullable List<String> written) {
        return written == null ? List.of() : written;
    }

    private RepairRulesException fault(String fault) {
        return new RepairRulesException(source, fault, null);
    }
}
