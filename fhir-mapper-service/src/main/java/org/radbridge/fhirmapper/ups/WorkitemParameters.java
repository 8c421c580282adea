package org.radbridge.fhirmapper.ups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.store.WorkitemFilter;
import org.radbridge.fhirmapper.store.WorkitemState;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The query parameters of a search for workitems (PS3.18 section 8.3.4): attributes by keyword or
 * tag, values of a list by comma or backslash.
 *
 * @param filter what is asked for
 * @param passedOver the parameters that are none of these, as far as they can be named
 */
public record WorkitemParameters(WorkitemFilter filter, List<String> passedOver) {
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final int FARTHEST = 100_000;
    private static final Pattern NAMEABLE = Pattern.compile("[A-Za-z0-9.]{1,64}");

    /** What every answer holds already. */
    private static final Set<String> GIVEN = Set.of("includefield", "fuzzymatching");

    private enum Key {
        UID("SOPInstanceUID", "00080018"),
        STATE("ProcedureStepState", "00741000"),
        PRIORITY("ScheduledProcedureStepPriority", "00741200"),
        PATIENT_ID("PatientID", "00100020"),
        ISSUER("IssuerOfPatientID", "00100021"),
        STUDY(
                "StudyInstanceUID",
                "0020000D",
                "InputInformationSequence.StudyInstanceUID",
                "00404021.0020000D",
                "ReferencedRequestSequence.StudyInstanceUID",
                "0040A370.0020000D"),
        LIMIT("limit"),
        OFFSET("offset");

        private final Set<String> names;

        Key(String... names) {
            this.names = Set.of(names);
        }

        static Optional<Key> of(String name) {
            return Arrays.stream(values()).filter(key -> key.names.contains(name)).findFirst();
        }
    }

    /**
     * Reads them.
     *
     * @throws RadbridgeException {@code ups-value-invalid}
     */
    public static WorkitemParameters read(Map<String, List<String>> given) {
        Map<Key, List<String>> values = new EnumMap<>(Key.class);
        List<String> passedOver = new ArrayList<>();
        given.forEach((name, all) ->
                Key.of(name)
                        .ifPresentOrElse(
                                key ->
                                        values.computeIfAbsent(key, _ -> new ArrayList<>())
                                                .addAll(split(all)),
                                () -> {
                                    if (!GIVEN.contains(name) && NAMEABLE.matcher(name).matches()) {
                                        passedOver.add(name);
                                    }
                                }));
        return new WorkitemParameters(
                new WorkitemFilter(
                        Set.copyOf(values.getOrDefault(Key.UID, List.of())),
                        set(values.getOrDefault(Key.STATE, List.of()), WorkitemState::of),
                        set(
                                values.getOrDefault(Key.PRIORITY, List.of()),
                                WorkitemParameters::urgency),
                        one(values, Key.PATIENT_ID),
                        one(values, Key.ISSUER),
                        one(values, Key.STUDY),
                        number(values, Key.LIMIT, USUAL, MOST),
                        number(values, Key.OFFSET, 0, FARTHEST)),
                passedOver);
    }

    private static List<String> split(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split("[,\\\\]")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static <T> Set<T> set(List<String> values, Function<String, Optional<T>> reader) {
        return values.stream()
                .map(value ->
                        reader.apply(value)
                                .orElseThrow(() -> invalid("a term that is not defined")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Urgency> urgency(String priority) {
        return switch (priority) {
            case "HIGH" -> Optional.of(Urgency.CRITICAL);
            case "MEDIUM" -> Optional.of(Urgency.URGENT);
            case "LOW" -> Optional.of(Urgency.ROUTINE);
            default -> Optional.empty();
        };
    }

    private static Optional<String> one(Map<Key, List<String>> values, Key key) {
        List<String> found = values.getOrDefault(key, List.of());
        if (found.size() > 1) {
            throw invalid("more than one " + key);
        }
        return found.stream().findFirst();
    }

    private static int number(Map<Key, List<String>> values, Key key, int usual, int most) {
        return one(values, key)
                .map(text -> {
                    if (!text.matches("\\d{1,9}")) {
                        throw invalid(key + " is no number");
                    }
                    return Math.min(Integer.parseInt(text), most);
                })
                .orElse(usual);
    }

    private static RadbridgeException invalid(String detail) {
        return new RadbridgeException(UpsFailure.INVALID_VALUE, detail);
    }
}
