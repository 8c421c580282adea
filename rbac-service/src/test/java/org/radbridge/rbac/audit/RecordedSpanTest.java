package org.radbridge.rbac.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.kit.failure.RadbridgeException;

@Tag("E5")
class RecordedSpanTest {
    @Test
    void aDayAMonthAndAYearSpanThemselves() {
        assertThat(span("2026-02-28")).isEqualTo(between("2026-02-28", "2026-03-01"));
        assertThat(span("2026-12")).isEqualTo(between("2026-12-01", "2027-01-01"));
        assertThat(span("eq2026")).isEqualTo(between("2026-01-01", "2027-01-01"));
    }

    @Test
    void prefixesOpenOneEnd() {
        assertThat(span("ge2026-02-28")).isEqualTo(new RecordedSpan(day("2026-02-28"), null));
        assertThat(span("gt2026-02-28")).isEqualTo(new RecordedSpan(day("2026-03-01"), null));
        assertThat(span("le2026-02-28")).isEqualTo(new RecordedSpan(null, day("2026-03-01")));
        assertThat(span("lt2026-02-28")).isEqualTo(new RecordedSpan(null, day("2026-02-28")));
    }

    @Test
    void severalMustAllHoldInAnyOrder() {
        RecordedSpan expected = between("2026-02-02", "2026-02-04");
        assertThat(RecordedSpan.of(List.of("ge2026-02-02", "lt2026-02-04", "2026")))
                .isEqualTo(expected);
        assertThat(RecordedSpan.of(List.of("2026", "lt2026-02-04", "ge2026-02-02")))
                .isEqualTo(expected);
    }

    @Test
    void anInstantMayHaveAnOffset() {
        Instant instant = Instant.parse("2026-02-02T10:00:00Z");
        assertThat(span("2026-02-02T12:00:00+02:00"))
                .isEqualTo(new RecordedSpan(instant, instant.plusSeconds(1)));
    }

    @Test
    void whatIsNoDateIsRefused() {
        for (String date : List.of("yesterday", "xx2026", "2026-02-30", "", "2026-2-2", "ge")) {
            assertThatThrownBy(() -> span(date)).isInstanceOf(RadbridgeException.class);
        }
    }

    private static RecordedSpan span(String date) {
        return RecordedSpan.of(List.of(date));
    }

    private static RecordedSpan between(String from, String until) {
        return new RecordedSpan(day(from), day(until));
    }

    private static Instant day(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }
}
