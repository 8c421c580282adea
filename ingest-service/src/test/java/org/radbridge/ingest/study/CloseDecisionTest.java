package org.radbridge.ingest.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("A5")
class CloseDecisionTest {
    private static final Instant LAST = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration QUIET = Duration.ofSeconds(30);

    @Test
    void aStudyThatWasQuietForTheWholePeriodIsClosed() {
        assertThat(CloseDecision.byQuietTimer(LAST, false, LAST.plus(QUIET), QUIET))
                .isEqualTo(new CloseDecision.Close(CloseReason.QUIET_TIMER));
    }

    @Test
    void aStudyWhoseLastInstanceIsYoungerWaitsForTheRestOfThePeriod() {
        assertThat(CloseDecision.byQuietTimer(LAST, false, LAST.plusSeconds(29), QUIET))
                .isEqualTo(new CloseDecision.Wait(LAST.plus(QUIET)));
    }

    @Test
    void aStudyThatAnInstanceIsArrivingForIsNeverClosed() {
        Instant muchLater = LAST.plusSeconds(3600);

        assertThat(CloseDecision.byQuietTimer(LAST, true, muchLater, QUIET))
                .isEqualTo(new CloseDecision.Wait(muchLater.plus(QUIET)));
    }
}
