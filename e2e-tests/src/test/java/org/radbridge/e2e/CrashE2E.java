package org.radbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.phantoms.DemoStudies;
import org.radbridge.phantoms.DemoStudies.DemoStudy;
import org.radbridge.phantoms.DemoStudies.Urgency;

/** SIGKILL to one process in the middle of the work: the same results, none missing, none twice. */
@Tag("D7")
class CrashE2E {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(20);

    private final RunningSuite suite = RunningSuite.get();
    private final Results results = new Results(suite);
    private final Modality modality = new Modality(suite);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingest-service",
                "inference-service",
                "fhir-mapper-service",
                "escalation-service",
                "rbac-service",
                "inference-server",
                "pacs",
                "on-call",
                "ehr",
                "kafka",
                "postgres"
            })
    void killedInTheMiddleEndsInTheSameResults(String process) {
        List<DemoStudy> studies = DemoStudies.all(UUID.randomUUID().toString());
        List<DemoStudy> unanswered = new ArrayList<>();
        for (int i = 0; i < studies.size(); i++) {
            if (i == 3) {
                await().pollInterval(POLL)
                        .atMost(LONG_ENOUGH)
                        .until(() -> results.steps(uid(studies.getFirst())).contains("CLOSED"));
                suite.kill(process);
            }
            if (!sent(studies.get(i))) {
                unanswered.add(studies.get(i));
            }
        }
        suite.restart(process);
        unanswered.forEach(study -> await().atMost(LONG_ENOUGH).until(() -> sent(study)));

        studies.forEach(this::endsAsItShould);
    }

    /** A modality sends again what was not answered with success. */
    private boolean sent(DemoStudy study) {
        try {
            return modality.cStore(study.study()).stream().allMatch(DimseStatus.SUCCESS::equals);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void endsAsItShould(DemoStudy demo) {
        String study = uid(demo);
        await().atMost(LONG_ENOUGH)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(results.steps(study)).contains("FHIR_VISIBLE", "SR_IN_PACS"));

        assertThat(results.presentLabels(study)).as(demo.name()).isEqualTo(demo.findings());
        assertThat(results.structuredReportsInPacs(study)).as(demo.name()).hasSize(1);
        // Written once, and once more with the pictures of what was found.
        String version = demo.findings().isEmpty() ? "1" : "2";
        await().atMost(LONG_ENOUGH)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(results.reports(study))
                                .as(demo.name())
                                .singleElement()
                                .satisfies(report -> {
                                    assertThat(report.path("result").size())
                                            .isEqualTo(labels(demo));
                                    assertThat(report.path("meta").path("versionId").asText())
                                            .isEqualTo(version);
                                }));
        await().atMost(LONG_ENOUGH)
                .ignoreExceptions()
                .until(() -> !results.messages(study).isEmpty());
        assertThat(results.messages(study)).as(demo.name()).hasSize(1);
        if (demo.urgency() == Urgency.CRITICAL) {
            await().atMost(LONG_ENOUGH)
                    .ignoreExceptions()
                    .until(() -> !results.alerts(study).isEmpty());
            JsonNode escalations = results.escalations(study);
            assertThat(escalations).as(demo.name()).hasSize(1);
            assertThat(results.alerts(study).size())
                    .as(demo.name())
                    .isBetween(1, escalations.path(0).path("rung").asInt());
        } else {
            assertThat(results.alerts(study)).as(demo.name()).isEmpty();
        }
    }

    private static int labels(DemoStudy demo) {
        return demo.study().modality().equals("CT") ? 6 : 18;
    }

    private static String uid(DemoStudy demo) {
        return demo.study().identity().studyInstanceUid();
    }
}
