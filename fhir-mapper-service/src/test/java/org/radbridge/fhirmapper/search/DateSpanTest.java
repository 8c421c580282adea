package org.radbridge.fhirmapper.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C7")
class DateSpanTest {
    @ParameterizedTest
    @CsvSource({
        "2026, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "2024-02, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "2026-12-31, 2026-12-31T00:00:00Z, 2027-01-01T00:00:00Z",
        "2026-11-22T08:15Z, 2026-11-22T08:15:00Z, 2026-11-22T08:16:00Z",
        "2026-11-22T08:15:30+01:00, 2026-11-22T07:15:30Z, 2026-11-22T07:15:31Z",
        "2026-11-22T08:15:30.250Z, 2026-11-22T08:15:30.250Z, 2026-11-22T08:15:30.251Z",
        "2026-11-22T08:15:30.1Z, 2026-11-22T08:15:30.100Z, 2026-11-22T08:15:30.200Z",
        "2026-11-22T08:15:30.1234567Z, 2026-11-22T08:15:30.123456Z, 2026-11-22T08:15:30.123457Z",
        "2026-11-22T08:15:30, 2026-11-22T08:15:30Z, 2026-11-22T08:15:31Z",
    })
    void aDateStandsForAllTheTimeThatItsPrecisionLeavesOpen(
            String text, Instant from, Instant until) {
        assertThat(DateSpan.of(text)).isEqualTo(new DateSpan.Known(from, until));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20261122", "2026-13", "2026-02-30", "yesterday", "0000-00-00"})
    void whatIsNoDateIsRefused(String text) {
        assertThatThrownBy(() -> DateSpan.of(text)).isInstanceOf(DateTimeException.class);
    }
}
