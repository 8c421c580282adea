package org.radbridge.fhirmapper.hl7v2.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("F1")
class SilenceTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Silence SILENCE =
            Silence.of(
                    Map.of("06-22", Duration.ofMinutes(10), "22-06", Duration.ofHours(2)), BERLIN);

    @Test
    void byDayAFeedIsMissedAfterMinutesAndByNightAfterHours() {
        Instant noon = Instant.parse("2026-11-22T11:00:00Z");
        assertThat(SILENCE.until(noon, noon.plusSeconds(30)))
                .contains(noon.plus(Duration.ofMinutes(10)));
        Instant night = Instant.parse("2026-11-22T23:30:00Z");
        assertThat(SILENCE.until(night, night.plusSeconds(30)))
                .contains(night.plus(Duration.ofHours(2)));
    }

    @Test
    void theSilenceOfTheNightDoesNotCountInTheMorning() {
        Instant lastOfTheNight = Instant.parse("2026-11-22T04:00:00Z");
        Instant justAfterSix = Instant.parse("2026-11-22T05:01:00Z");
        assertThat(SILENCE.until(lastOfTheNight, justAfterSix))
                .contains(Instant.parse("2026-11-22T05:10:00Z"));
    }

    @Test
    void inHoursThatNobodyNamedAFeedMayBeSilent() {
        Silence mornings = Silence.of(Map.of("06-12", Duration.ofMinutes(10)), BERLIN);
        assertThat(mornings.until(Instant.EPOCH, Instant.parse("2026-11-22T15:00:00Z"))).isEmpty();
    }

    @Test
    void hoursThatAreNoneAreRefused() {
        assertThatThrownBy(() -> Silence.of(Map.of("6-22", Duration.ZERO), BERLIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Silence.of(Map.of("25-26", Duration.ZERO), BERLIN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
