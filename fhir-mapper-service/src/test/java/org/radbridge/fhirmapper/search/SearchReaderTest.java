package org.radbridge.fhirmapper.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.fhirmapper.search.Criterion.AnyOf;
import org.radbridge.fhirmapper.search.Criterion.Chained;
import org.radbridge.fhirmapper.search.Criterion.ElementUse;
import org.radbridge.fhirmapper.search.Criterion.Has;
import org.radbridge.fhirmapper.search.Criterion.Indexed;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.search.SearchRequest.SortKey;
import org.radbridge.fhirmapper.search.SearchValue.Comparison;
import org.radbridge.kit.failure.RadbridgeException;

@Tag("C7")
class SearchReaderTest {

    @Test
    void alternativesAndEscapesAreToldApart() {
        assertThat(values("Patient", "identifier=a\\,b,sys|c,|d,e|"))
                .containsExactly(
                        new SearchValue.Token(null, "a,b"),
                        new SearchValue.Token("sys", "c"),
                        new SearchValue.Token("", "d"),
                        new SearchValue.Token("e", null));
    }

    @Test
    void aReferenceIsReadFromItsIdItsPathOrItsUrl() {
        assertThat(
                        values(
                                "DiagnosticReport",
                                "subject=1,Patient/2,http://here/fhir/Patient/3,http://host/fhir/Patient/4"))
                .containsExactly(
                        new SearchValue.Link(null, "1"),
                        new SearchValue.Link("Patient", "2"),
                        new SearchValue.Link("Patient", "3"),
                        new SearchValue.Link("", "http://host/fhir/Patient/4"));
        assertThat(values("DiagnosticReport", "subject:Patient=1"))
                .containsExactly(new SearchValue.Link("Patient", "1"));
    }

    @Test
    void aChainByIdentifierAsksTheReferenceAndItsTarget() {
        SearchRequest request = read("DiagnosticReport", "patient.identifier=x");
        AnyOf anyOf = (AnyOf) request.criteria().getFirst();
        assertThat(anyOf.criteria().getFirst())
                .isInstanceOfSatisfying(
                        Indexed.class,
                        own ->
                                assertThat(own.indexes())
                                        .containsExactly("DiagnosticReport.patient:identifier"));
        assertThat(anyOf.criteria().getLast()).isInstanceOf(Chained.class);
        assertThat(request.withheld(use -> use.type().equals("DiagnosticReport"))).isEmpty();
        assertThat(request.withheld(use -> !use.element().equals("subject")))
                .contains(new ElementUse("DiagnosticReport", "subject"));
    }

    @Test
    void anyOtherChainReadsTheTargetToo() {
        SearchRequest request = read("DiagnosticReport", "subject:Patient.birthdate=1970");
        assertThat(request.criteria().getFirst()).isInstanceOf(Chained.class);
        assertThat(request.withheld(use -> use.type().equals("DiagnosticReport")))
                .contains(new ElementUse("Patient", "birthDate"));
        assertThat(request.withheld(_ -> true)).isEmpty();
    }

    @Test
    void aChainThroughManyTypesGoesByThoseThatMayBeRead() {
        SearchRequest request = read("DiagnosticReport", "performer.name=x");
        assertThat(((Chained) request.criteria().getFirst()).targets())
                .extracting(Criterion.Target::type)
                .containsExactly("Practitioner", "Organization");
        assertThat(request.withheld(use -> !use.type().equals("Organization"))).isEmpty();
        assertThat(request.withheld(use -> use.type().equals("DiagnosticReport"))).isPresent();
    }

    @Test
    void aReverseChainReadsTheResourceThatRefers() {
        SearchRequest request = read("Patient", "_has:Observation:patient:code=1");
        assertThat(request.criteria().getFirst()).isInstanceOf(Has.class);
        assertThat(request.withheld(use -> use.type().equals("Patient")))
                .contains(new ElementUse("Observation", "subject"));
        assertThat(request.withheld(use -> !use.element().equals("code")))
                .contains(new ElementUse("Observation", "code"));
    }

    @Test
    void numbersHaveThePrecisionOfTheirDigits() {
        assertThat(values("Observation", "value-quantity=5.40|http://unitsofmeasure.org|mm"))
                .containsExactly(
                        new SearchValue.Amount(
                                Comparison.EQ,
                                new BigDecimal("5.40"),
                                new BigDecimal("0.005"),
                                "http://unitsofmeasure.org",
                                "mm"));
        assertThat(values("Observation", "value-quantity=ap-200||mm"))
                .containsExactly(
                        new SearchValue.Amount(
                                Comparison.AP,
                                new BigDecimal("-200"),
                                new BigDecimal("20.0"),
                                null,
                                "mm"));
    }

    @Test
    void tasksAreSortedByUrgencyUnlessTheClientSaysOtherwise() {
        assertThat(read("Task").sort().getFirst().key()).isInstanceOf(SortKey.Priority.class);
        assertThat(read("Task", "_sort=-_lastUpdated").sort().getFirst())
                .isEqualTo(new SearchRequest.Sort(new SortKey.Updated(), true));
    }

    @Test
    void aSummaryHasTheElementsThatTheModelMarks() {
        assertThat(read("Patient", "_summary=true").elements())
                .contains("identifier", "name", "deceasedBoolean")
                .doesNotContain("contact", "text", "photo");
        assertThat(read("Observation", "_summary=text").elements())
                .contains("text", "status", "code")
                .doesNotContain("subject");
        assertThat(read("Observation", "_summary=data").elements())
                .contains("subject", "valueQuantity")
                .doesNotContain("text");
        assertThat(read("Observation", "_elements=value,status").elements())
                .contains("valueQuantity", "valueCodeableConcept", "status")
                .doesNotContain("code");
    }

    @Test
    void aPageHasAnUpperLimit() {
        assertThat(read("Task", "_count=100000").count()).isEqualTo(SearchReader.HIGHEST_COUNT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour=red",
                "subject.colour=red",
                "subject.colour.name=x",
                "status:exact=x",
                "issued:above=2020",
                "subject:Medication=1",
                "subject:Medication.code=1",
                "_has:Observation:subject:colour=1",
                "_has:Observation:device:code=1",
                "_has:Observation:patient=1",
                "result:Observation.derived-from.patient.link:Patient.name=x",
                "issued=xx2020",
                "identifier=",
                "identifier=|",
                "subject=not/an id",
                "subject:missing=perhaps",
                "_count=many",
                "_sort=colour",
                "_include=Observation:subject",
                "_revinclude=*",
                "_revinclude=Observation:device",
                "_summary=some",
                "_total=some"
            })
    void whatIsNotUnderstoodIsRefusedAndTheValueIsNotRepeated(String parameter) {
        assertThatThrownBy(() -> read("DiagnosticReport", parameter))
                .isInstanceOfSatisfying(
                        RadbridgeException.class,
                        failure ->
                                assertThat(failure.failureId()).isInstanceOf(SearchFailure.class));
    }

    @Test
    void aRefusalNamesTheParameterAndNotItsValue() {
        assertThatThrownBy(() -> read("Patient", "birthdate=born on 1970-01-02"))
                .hasMessageContaining("birthdate")
                .hasMessageNotContaining("1970");
    }

    private static List<SearchValue> values(String type, String parameter) {
        return ((Indexed) read(type, parameter).criteria().getFirst()).anyOf();
    }

    private static SearchRequest read(String type, String... parameters) {
        List<Given> given =
                Arrays.stream(parameters)
                        .map(p -> p.split("=", 2))
                        .map(p -> new Given(p[0], p[1]))
                        .toList();
        return SearchReader.read(
                SearchParameters.of(type).orElseThrow(),
                given,
                new SearchContext("http://here/fhir", Instant.EPOCH),
                false);
    }
}
