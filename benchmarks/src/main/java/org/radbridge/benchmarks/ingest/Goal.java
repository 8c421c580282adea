package org.radbridge.benchmarks.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.radbridge.benchmarks.ingest.peer.PeerName;

/**
 * What was set out to be reached.
 *
 * @param text what is compared
 * @param wanted how many times as much as the other at least
 * @param reached how many times it is
 */
record Goal(String text, double wanted, double reached) {

    private static final double STORE = 3;
    private static final double STOW_100 = 5;
    private static final double METADATA = 30;
    private static final double QIDO = 5;
    private static final double CPU = 3;
    private static final double AT_LEAST_AS_MUCH = 1;

    boolean met() {
        return reached >= wanted;
    }

    String markdown() {
        return String.format(
                Locale.ROOT,
                "- %s: %s× wanted, %s× reached, %s",
                text,
                number(wanted),
                number(reached),
                met() ? "met" : "**missed**");
    }

    /** Two digits that say something, and no more. */
    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 && value % 1 != 0 ? "%.2f" : "%.0f", value);
    }

    /** Every goal for which there are figures. */
    static List<Goal> of(Results results) {
        List<Goal> goals = new ArrayList<>();
        for (Row row : Row.values()) {
            switch (row.work()) {
                case Work.Store _ -> {
                    add(goals, row.title(), STORE, results.ratio(row, Measured::rate));
                    addCpu(goals, results, row);
                }
                case Work.Stow(int perRequest, int _) ->
                        add(
                                goals,
                                row.title(),
                                perRequest == 1 ? STORE : STOW_100,
                                results.ratio(row, Measured::rate));
                case Work.Read(Work.Resource resource, int _) ->
                        addRead(goals, results, row, resource);
                case Work.Raw _ -> {}
            }
        }
        addCeiling(goals, results, Row.C_STORE_CT_4, Row.FSYNC_CT_1);
        addCeiling(goals, results, Row.C_STORE_DX_4, Row.FSYNC_DX_1);
        return goals;
    }

    private static void addRead(
            List<Goal> goals, Results results, Row row, Work.Resource resource) {
        ToDoubleFunction<Measured> figure =
                resource == Work.Resource.SERIES ? Measured::megabytesPerSecond : Measured::rate;
        double wanted =
                switch (resource) {
                    case SERIES -> AT_LEAST_AS_MUCH;
                    case METADATA -> METADATA;
                    case STUDIES -> QIDO;
                };
        add(goals, row.title(), wanted, results.ratio(row, figure));
    }

    private static void addCpu(List<Goal> goals, Results results, Row row) {
        add(
                goals,
                row.title() + ", CPU of an instance, Orthanc's ÷ Radbridge's",
                CPU,
                Ratios.inverse(results.ratio(row, Measured::cpuMillisPerItem)));
    }

    /** What one thread with one fsync per file can do, four associations shall do better. */
    private static void addCeiling(List<Goal> goals, Results results, Row row, Row ceiling) {
        add(
                goals,
                row.title() + ", over " + ceiling.title(),
                AT_LEAST_AS_MUCH,
                Ratios.of(
                        results.median(row, PeerName.RADBRIDGE, Measured::rate),
                        results.limit(ceiling, Measured::rate)));
    }

    private static void add(List<Goal> goals, String text, double wanted, OptionalDouble reached) {
        if (reached.isPresent()) {
            goals.add(new Goal(text, wanted, reached.getAsDouble()));
        }
    }
}
