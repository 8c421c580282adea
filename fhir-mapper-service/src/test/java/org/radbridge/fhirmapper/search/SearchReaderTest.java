package org.radbridge.fhirmapper.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.fhirmapper.search.Criterion.Chained;
import org.radbridge.fhirmapper.search.Criterion.ElementUse;
import org.radbridge.fhirmapper.search.Criterion.LinkValue;
import org.radbridge.fhirmapper.search.Criterion.Links;
import org.radbridge.fhirmapper.search.Criterion.TokenValue;
import org.radbridge.fhirmapper.search.Criterion.Tokens;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.search.SearchRequest.SortKey;
import org.radbridge.kit.failure.RadbridgeException;

@Tag("C7")
class SearchReaderTest {

    @Test
    void alternativesAndEscapesAreToldApart() {
        assertThat(tokens("identifier=a\\,b,sys|c,|d,e|"))
                .containsExactly(
                        new TokenValue(null, "a,b"),
                        new TokenValue("sys", "c"),
                        new TokenValue("", "d"),
                        new TokenValue("e", null));
    }

    @Test
    void aReferenceIsReadFromItsIdItsPathOrItsUrl() {
        Links links =
                (Links)
                        read("DiagnosticReport", "subject=1,Patient/2,http://host/fhir/Patient/3")
                                .criteria()
                                .getFirst();
        assertThat(links.anyOf())
                .containsExactly(
                        new LinkValue(null, "1"),
                        new LinkValue("Patient", "2"),
                        new LinkValue("Patient", "3"));
    }

    @Test
    void aChainByIdentifierReadsTheReferenceOnly() {
        SearchRequest request = read("DiagnosticReport", "patient.identifier=x");
        assertThat(request.criteria().getFirst())
                .isInstanceOfSatisfying(
                        Tokens.class,
                        tokens -> assertThat(tokens.index()).isEqualTo("patient:identifier"));
        assertThat(request.reads()).contains(new ElementUse("DiagnosticReport", "subject"));
        assertThat(request.reads().map(ElementUse::type)).containsOnly("DiagnosticReport");
    }

    @Test
    void anyOtherChainReadsTheTargetToo() {
        SearchRequest request = read("DiagnosticReport", "subject:Patient.birthdate=1970");
        assertThat(request.criteria().getFirst()).isInstanceOf(Chained.class);
        assertThat(request.reads())
                .contains(
                        new ElementUse("DiagnosticReport", "subject"),
                        new ElementUse("Patient", "birthDate"));
    }

    @Test
    void tasksAreSortedByUrgencyUnlessTheClientSaysOtherwise() {
        assertThat(read("Task").sort().getFirst().key()).isInstanceOf(SortKey.Rank.class);
        assertThat(read("Task", "_sort=-_lastUpdated").sort().getFirst())
                .isEqualTo(new SearchRequest.Sort(new SortKey.Updated(), true));
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
                "subject.patient.name=x",
                "status:exact=x",
                "issued:above=2020",
                "subject:Group=1",
                "issued=xx2020",
                "identifier=",
                "identifier=|",
                "subject=not/an id",
                "subject:missing=perhaps",
                "_count=many",
                "_sort=colour",
                "_include=Observation:subject",
                "_summary=true",
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

    private static List<TokenValue> tokens(String parameter) {
        return ((Tokens) read("Patient", parameter).criteria().getFirst()).anyOf();
    }

    private static SearchRequest read(String type, String... parameters) {
        List<Given> given =
                Arrays.stream(parameters)
                        .map(p -> p.split("=", 2))
                        .map(p -> new Given(p[0], p[1]))
                        .toList();
        return SearchReader.read(SearchParameters.of(type).orElseThrow(), given, false);
    }
}
