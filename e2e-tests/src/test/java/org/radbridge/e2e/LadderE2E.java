package org.radbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.phantoms.PhantomStudy;
import org.radbridge.phantoms.headct.Haemorrhage;

/** A rung that nobody answers climbs; an acknowledgement stops the ladder. */
@Tag("D1")
@Tag("D4")
class LadderE2E {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final RunningSuite suite = RunningSuite.get();
    private final Results results = new Results(suite);

    @Test
    void unansweredAlertClimbsAndTheAcknowledgedOneDoesNot() {
        PhantomStudy phantom =
                PhantomStudy.headCt(4, Haemorrhage.EPIDURAL).salted(UUID.randomUUID().toString());
        String study = phantom.identity().studyInstanceUid();
        new Modality(suite).cStore(phantom);

        await().atMost(LONG_ENOUGH).until(() -> results.alerts(study).size() == 2);
        // what was accepted there is written down here a moment later
        JsonNode escalation =
                await().atMost(LONG_ENOUGH)
                        .until(
                                () -> results.escalations(study).path(0),
                                found -> found.path("deliveries").size() == 2);

        assertThat(escalation.path("state").asText()).isIn("CLIMBED", "DELIVERED");
        assertThat(escalation.path("recipient").asText()).isEqualTo("neurosurgery attending");
        assertThat(deliveredAfterInference(study, escalation)).isLessThan(Duration.ofSeconds(5));
    }

    /** From the inference's end to the first accepted alert. */
    private Duration deliveredAfterInference(String study, JsonNode escalation) {
        for (JsonNode step : results.timeline(study).findParents("step")) {
            if (step.path("step").asText().equals("INFERRED")) {
                return Duration.between(
                        Instant.parse(step.path("at").asText()),
                        Instant.parse(escalation.path("deliveredAt").asText()));
            }
        }
        throw new AssertionError("the timeline has no INFERRED");
    }
}
