package org.radbridge.benchmarks.ingest;

import java.util.OptionalDouble;

/** Ratios of figures that may be missing. */
final class Ratios {

    private Ratios() {}

    /** Empty when either is. */
    static OptionalDouble of(OptionalDouble own, OptionalDouble other) {
        return own.isEmpty() || other.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(own.getAsDouble() / other.getAsDouble());
    }

    static OptionalDouble inverse(OptionalDouble ratio) {
        return ratio.isEmpty() ? ratio : OptionalDouble.of(1 / ratio.getAsDouble());
    }
}
