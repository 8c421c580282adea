package org.radbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.devstack.ehr.HospitalFeed;
import org.radbridge.devstack.suite.SuitePort;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.phantoms.DemoStudies;
import org.radbridge.phantoms.DemoStudies.DemoStudy;
import org.radbridge.phantoms.DemoStudies.Urgency;

/** From the modality to the acknowledged alert, for every urgency on both modalities. */
class DemoStudiesE2E {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final RunningSuite SUITE = RunningSuite.get();
    private static final Results RESULTS = new Results(SUITE);
    private static final List<DemoStudy> STUDIES = DemoStudies.all(UUID.randomUUID().toString());

    @BeforeAll
    static void send() throws IOException {
        try (HospitalFeed feed = new HospitalFeed(SUITE.port(SuitePort.FHIR_MAPPER_MLLP))) {
            for (DemoStudy demo : STUDIES) {
                feed.admit(demo.study());
                feed.order(demo.study());
            }
        }
        Modality modality = new Modality(SUITE);
        for (int i = 0; i < STUDIES.size(); i++) {
            if (i % 2 == 0) {
                assertThat(modality.cStore(STUDIES.get(i).study()))
                        .allMatch(DimseStatus.SUCCESS::equals);
            } else {
                assertThat(modality.stow(STUDIES.get(i).study()).status()).isEqualTo(200);
            }
        }
    }

    static Stream<DemoStudy> studies() {
        return STUDIES.stream();
    }

    static Stream<DemoStudy> criticalStudies() {
        return studies().filter(demo -> demo.urgency() == Urgency.CRITICAL);
    }

    @ParameterizedTest
    @MethodSource("studies")
    @Tag("B2")
    @Tag("B3")
    @Tag("B10")
    @Tag("C5")
    void reportSaysWhatIsTrueOfThePhantom(DemoStudy demo) {
        String study = uid(demo);
        await().atMost(LONG_ENOUGH).until(() -> !RESULTS.reports(study).isEmpty());

        assertThat(RESULTS.presentLabels(study)).isEqualTo(demo.findings());
        assertThat(RESULTS.reports(study))
                .singleElement()
                .satisfies(report -> {
                    assertThat(report.path("status").asText()).isEqualTo("preliminary");
                    assertThat(Results.urgency(report))
                            .isEqualTo(demo.urgency().name().toLowerCase(Locale.ROOT));
                });
    }

    @ParameterizedTest
    @MethodSource("studies")
    @Tag("F2")
    void reportJoinsThePatientTheVisitAndTheOrderThatTheFeedToldOf(DemoStudy demo) {
        await().atMost(LONG_ENOUGH).until(() -> !RESULTS.reports(uid(demo)).isEmpty());
        JsonNode report = RESULTS.reports(uid(demo)).getFirst();
        Answer order =
                SUITE.api()
                        .get(
                                SUITE.fhir(
                                        "ServiceRequest?identifier="
                                                + demo.study().identity().accessionNumber()
                                                + "&_include=ServiceRequest:patient"),
                                SUITE.api().userToken("radiologist"));

        assertThat(order.resources("ServiceRequest"))
                .singleElement()
                .satisfies(request ->
                        assertThat(report.path("basedOn").findValuesAsText("reference"))
                                .containsExactly("ServiceRequest/" + request.path("id").asText()));
        assertThat(order.resources("Patient"))
                .singleElement()
                .satisfies(patient -> {
                    assertThat(report.path("subject").path("reference").asText())
                            .isEqualTo("Patient/" + patient.path("id").asText());
                    assertThat(patient.path("address").findValuesAsText("city"))
                            .containsExactly("Nowhere");
                });
        Answer visits =
                SUITE.api()
                        .get(
                                SUITE.fhir(
                                        "Encounter?identifier="
                                                + HospitalFeed.visitNumber(demo.study())),
                                SUITE.api().userToken("radiologist"));
        assertThat(visits.resources("Encounter"))
                .singleElement()
                .satisfies(visit ->
                        assertThat(visit.path("subject").path("reference").asText())
                                .isEqualTo(report.path("subject").path("reference").asText()));
    }

    @ParameterizedTest
    @MethodSource("studies")
    @Tag("A5")
    @Tag("C1")
    @Tag("C3")
    void structuredReportArrivesInThePacsAndTheTimelineIsComplete(DemoStudy demo) {
        String study = uid(demo);
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(RESULTS.steps(study))
                                .contains(
                                        "FIRST_INSTANCE",
                                        "CLOSED",
                                        "ROUTED",
                                        "PIXELS_READ",
                                        "INFERRED",
                                        "FHIR_VISIBLE",
                                        "SR_IN_PACS"));

        assertThat(RESULTS.structuredReportsInPacs(study)).hasSize(1);
        assertThat(RESULTS.timeline(study).findValuesAsText("closeReason")).contains("quiet-timer");
    }

    @ParameterizedTest
    @MethodSource("studies")
    @Tag("C4")
    void theEhrIsToldOnceByHl7V2WhatIsTrueOfThePhantom(DemoStudy demo) {
        String study = uid(demo);
        await().atMost(LONG_ENOUGH).until(() -> !RESULTS.messages(study).isEmpty());

        assertThat(RESULTS.messages(study))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.path("status").asText()).isEqualTo("P");
                    assertThat(message.path("text").asText().contains("|52101004^Present^SCT"))
                            .isEqualTo(!demo.findings().isEmpty());
                });
    }

    @ParameterizedTest
    @MethodSource("criticalStudies")
    @Tag("D3")
    @Tag("D4")
    void criticalFindingIsAlertedOncePerRungAndAcknowledgedByAName(DemoStudy demo) {
        String study = uid(demo);
        await().atMost(LONG_ENOUGH).until(() -> !RESULTS.alerts(study).isEmpty());
        JsonNode escalation = RESULTS.escalations(study).path(0);

        Answer acknowledged =
                SUITE.api()
                        .postJson(
                                SUITE.escalation(
                                        "/escalations/"
                                                + escalation.path("id").asText()
                                                + "/acknowledge"),
                                SUITE.api().userToken("emergency-physician"),
                                "{}");

        assertThat(acknowledged.status()).isEqualTo(200);
        assertThat(acknowledged.json().path("acknowledgedBy").asText())
                .isEqualTo("emergency-physician");
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(RESULTS.steps(study))
                                .contains("ALERT_DELIVERED", "ACKNOWLEDGED"));
        assertThat(RESULTS.alerts(study).findValuesAsText("idempotencyKey"))
                .doesNotHaveDuplicates();
        await().atMost(LONG_ENOUGH).until(() -> !communications(study).isEmpty());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        communications(study)
                                .getFirst()
                                .path("status")
                                .asText()
                                .equals("completed"));
    }

    private static List<JsonNode> communications(String study) {
        JsonNode report = RESULTS.reports(study).getFirst();
        return SUITE
                .api()
                .get(
                        SUITE.fhir(
                                "Communication?subject="
                                        + report.path("subject").path("reference").asText()),
                        SUITE.api().userToken("radiologist"))
                .resources("Communication")
                .stream()
                .filter(c -> c.toString().contains(report.path("id").asText()))
                .toList();
    }

    private static String uid(DemoStudy demo) {
        return demo.study().identity().studyInstanceUid();
    }
}
