package org.radbridge.ingest.study;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as the database's microseconds since 1970, exact both ways. */
final class Micros {
    private Micros() {}

    static Instant instant(Object micros) {
        return Instant.EPOCH.plus(((Number) micros).longValue(), ChronoUnit.MICROS);
    }

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
