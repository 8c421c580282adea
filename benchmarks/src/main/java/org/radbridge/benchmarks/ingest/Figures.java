package org.radbridge.benchmarks.ingest;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Figures of one server in one row, as cells of a table have them. */
final class Figures {

    static final String NONE = "–";

    private Figures() {}

    /** Where a figure comes from: a server's medians, or the limit's. */
    @FunctionalInterface
    interface Source {
        OptionalDouble median(ToDoubleFunction<Measured> figure);
    }

    /** Rate, and megabytes per second where objects are what is moved. */
    static String speed(Row row, Source source) {
        OptionalDouble rate = source.median(Measured::rate);
        OptionalDouble bytes = source.median(Measured::megabytesPerSecond);
        if (rate.isEmpty() || bytes.isEmpty()) {
            return NONE;
        }
        boolean search =
                row.work() instanceof Work.Read(Work.Resource resource, int _)
                        && resource != Work.Resource.SERIES;
        return search
                ? number(rate.getAsDouble())
                : number(rate.getAsDouble()) + " (" + number(bytes.getAsDouble()) + ")";
    }

    /** Milliseconds of an instance or request, seconds of a gigabyte, peak of memory. */
    static String cost(Row row, Source source) {
        OptionalDouble millis = source.median(Measured::cpuMillisPerItem);
        OptionalDouble seconds = source.median(Measured::cpuSecondsPerGigabyte);
        OptionalDouble memory = source.median(Measured::peakMegabytes);
        if (millis.isEmpty() || seconds.isEmpty() || memory.isEmpty()) {
            return NONE;
        }
        return String.join(
                " / ",
                number(millis.getAsDouble()),
                number(seconds.getAsDouble()),
                number(memory.getAsDouble()));
    }

    /** A ratio to the other. */
    static String times(OptionalDouble ratio) {
        return ratio.isEmpty()
                ? NONE
                : String.format(
                        Locale.ROOT,
                        ratio.getAsDouble() < 10 ? "%.2f×" : "%.0f×",
                        ratio.getAsDouble());
    }

    static String number(OptionalDouble value) {
        return value.isEmpty() ? NONE : number(value.getAsDouble());
    }

    /** Three digits that say something, and no more. */
    static String number(double value) {
        String form = value < 1 ? "%.2f" : value < 20 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, form, value);
    }
}
