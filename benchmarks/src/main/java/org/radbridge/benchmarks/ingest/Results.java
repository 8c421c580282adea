package org.radbridge.benchmarks.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.radbridge.benchmarks.Median;
import org.radbridge.benchmarks.ingest.peer.PeerName;

/** All measurements of a run. A figure is the median of its row and server. */
final class Results {

    /** Whose figure it is. */
    sealed interface Subject {
        /** A server's. */
        record Server(PeerName name) implements Subject {}

        /** The disk's and the processor's, without any server. */
        record Limit() implements Subject {}
    }

    private record Key(Row row, Subject subject) {}

    private final Map<Key, List<Measured>> measured = new HashMap<>();

    void add(Row row, Subject subject, Measured measurement) {
        measured.computeIfAbsent(new Key(row, subject), _ -> new ArrayList<>()).add(measurement);
    }

    boolean has(Row row) {
        return measured.keySet().stream().anyMatch(key -> key.row() == row);
    }

    /** Empty for what was not measured. */
    OptionalDouble median(Row row, PeerName name, ToDoubleFunction<Measured> figure) {
        return median(row, new Subject.Server(name), figure);
    }

    /** Empty for what was not measured. */
    OptionalDouble limit(Row row, ToDoubleFunction<Measured> figure) {
        return median(row, new Subject.Limit(), figure);
    }

    private OptionalDouble median(Row row, Subject subject, ToDoubleFunction<Measured> figure) {
        List<Measured> all = measured.getOrDefault(new Key(row, subject), List.of());
        return all.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Median.of(all.stream().mapToDouble(figure).toArray()));
    }

    /** Radbridge's median over Orthanc's; empty when either was not measured. */
    OptionalDouble ratio(Row row, ToDoubleFunction<Measured> figure) {
        return Ratios.of(
                median(row, PeerName.RADBRIDGE, figure), median(row, PeerName.ORTHANC, figure));
    }
}
