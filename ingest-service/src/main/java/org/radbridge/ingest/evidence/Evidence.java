package org.radbridge.ingest.evidence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * Evidence about a study, held against what is stored of it.
 *
 * @param id row id
 * @param spent whether an earlier close of the study rests on it: it closes no later one
 * @param expected how many instances it says there are; 0 when it does not say, or names only the
 *     number of series
 * @param missing how many of those are not stored, at least
 * @param series those that it names
 */
@RegisterForReflection
public record Evidence(
        @JsonIgnore long id,
        EvidenceKind kind,
        String key,
        String reportedBy,
        EvidenceState state,
        Instant reportedAt,
        boolean spent,
        int expected,
        int missing,
        List<Series> series) {
    public Evidence {
        series = List.copyOf(series);
    }

    /** A series that evidence names. */
    @RegisterForReflection
    public record Series(String seriesInstanceUid, int expected, int missing) {}

    /** Whether it says how many instances there are. */
    public boolean saysHowMany() {
        return expected > 0;
    }

    /** Whether what is missing lies in the series that it names, and nowhere else. */
    public boolean knowsWhatIsMissing() {
        return series.stream().mapToInt(Series::missing).sum() >= missing;
    }
}
