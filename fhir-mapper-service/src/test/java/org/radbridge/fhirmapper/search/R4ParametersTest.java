package org.radbridge.fhirmapper.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ca.uhn.fhir.model.api.annotation.SearchParamDefinition;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our table beside R4's own definitions, as HAPI's model carries them. */
@Tag("C7")
class R4ParametersTest {
    /** What we lack, and why. */
    private static final Map<String, String> LACKING =
            Map.ofEntries(
                    entry("Patient.phonetic", "no sound rules fit the names of all languages"),
                    entry("Practitioner.phonetic", "no sound rules fit the names of all languages"),
                    entry("Organization.phonetic", "no sound rules fit the names of all languages"),
                    entry("Group.value", "groups here name their members"),
                    entry("Group.characteristic-value", "groups here name their members"),
                    entry("Location.near", "places here are wards and rooms, without coordinates"));

    /** What R4 does not define: IHE IMR's, and our own. */
    private static final List<String> OURS =
            List.of(
                    "DiagnosticReport.basedOn",
                    "DiagnosticReport.imagingStudy",
                    "DiagnosticReport.urgency",
                    "Communication.about",
                    "Communication.topic");

    static Stream<ResourceParameters> types() {
        return SearchParameters.types().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyParameterOfR4IsThereWithItsTypeAndTargets(ResourceParameters type) {
        List<String> lacking = new ArrayList<>();
        for (SearchParamDefinition defined : defined(type)) {
            var found = type.parameter(defined.name());
            if (found.isEmpty()) {
                lacking.add(type.type() + "." + defined.name());
                continue;
            }
            SearchParameter ours = found.get();
            assertThat(ours.kind().name().toLowerCase(Locale.ROOT))
                    .as(ours.key())
                    .isEqualTo(defined.type());
            if (ours.kind() == ParameterKind.REFERENCE) {
                assertThat(new TreeSet<>(ours.targets()))
                        .as(ours.key())
                        .isEqualTo(targets(defined));
            }
        }
        assertThat(lacking)
                .containsExactlyInAnyOrderElementsOf(
                        LACKING.keySet().stream()
                                .filter(key -> key.startsWith(type.type() + "."))
                                .toList());
    }

    @Test
    void whatR4DoesNotDefineIsNamed() {
        List<String> more =
                SearchParameters.types().stream()
                        .flatMap(type ->
                                type.all().stream()
                                        .filter(p -> !p.common())
                                        .filter(p ->
                                                defined(type).stream()
                                                        .noneMatch(d -> d.name().equals(p.name())))
                                        .map(SearchParameter::key))
                        .toList();
        assertThat(more).containsExactlyInAnyOrderElementsOf(OURS);
    }

    /** Who may not see an element may not search by it: a name that is none would let everybody. */
    @ParameterizedTest
    @MethodSource("types")
    void everyElementThatIsReadIsOneOfTheType(ResourceParameters type) {
        for (SearchParameter parameter : type.all()) {
            assertThat(TypeElements.data(type.model()))
                    .as(parameter.key())
                    .containsAll(parameter.elements());
        }
    }

    /**
     * A change of what is indexed needs a new {@link SearchParameters#EDITION}: rows that an
     * earlier one wrote would not be found by it. After a change, give both.
     */
    @Test
    void theTableIsThatOfItsEdition() {
        Map<String, String> indexed = new TreeMap<>();
        SearchParameters.types().stream()
                .flatMap(type -> type.all().stream())
                .forEach(p -> indexed.put(p.key(), p.kind() + " " + p.elements() + p.indexes()));
        assertThat(Map.of(SearchParameters.EDITION, Integer.toHexString(indexed.hashCode())))
                .isEqualTo(Map.of(2, "572ecda9"));
    }

    private static List<SearchParamDefinition> defined(ResourceParameters type) {
        return Arrays.stream(type.model().getDeclaredFields())
                .map((Field field) -> field.getAnnotation(SearchParamDefinition.class))
                .filter(definition -> definition != null)
                .toList();
    }

    /** HAPI names no targets where any is allowed. */
    private static TreeSet<String> targets(SearchParamDefinition defined) {
        TreeSet<String> targets = new TreeSet<>();
        Arrays.stream(defined.target()).forEach(target -> targets.add(target.getSimpleName()));
        if (targets.isEmpty()) {
            targets.add(ResourceParameters.ANY);
        }
        return targets;
    }
}
