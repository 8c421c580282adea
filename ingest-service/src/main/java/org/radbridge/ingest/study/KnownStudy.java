package org.radbridge.ingest.study;

import java.time.Instant;
import java.util.List;
import org.radbridge.contracts.PriorStudy;
import org.radbridge.ingest.evidence.Evidence;
import org.radbridge.ingest.evidence.EvidenceState;
import org.radbridge.ingest.routing.SeriesFacts;

/**
 * What is known of a study at the moment of a decision.
 *
 * @param lastInstanceAt when its latest instance was stored
 * @param series those that have instances
 * @param evidence all that was reported about it
 * @param priors those that are known; none before the study is about to be closed
 */
record KnownStudy(
        Instant lastInstanceAt,
        List<SeriesFacts> series,
        List<Evidence> evidence,
        List<PriorStudy> priors) {
    KnownStudy {
        series = List.copyOf(series);
        evidence = List.copyOf(evidence);
        priors = List.copyOf(priors);
    }

    /** The same, with these priors. */
    KnownStudy with(List<PriorStudy> known) {
        return new KnownStudy(lastInstanceAt, series, evidence, known);
    }

    /** How many expected instances are not here, at least. */
    int missing() {
        return evidence.stream()
                .filter(e -> !e.spent() && e.state() != EvidenceState.DISCONTINUED)
                .mapToInt(Evidence::missing)
                .max()
                .orElse(0);
    }

    /** How many instances a series should have; 0 when nobody said. */
    int expected(String seriesInstanceUid) {
        return evidence.stream()
                .filter(e -> e.state() != EvidenceState.DISCONTINUED)
                .flatMap(e -> e.series().stream())
                .filter(s -> s.seriesInstanceUid().equals(seriesInstanceUid))
                .mapToInt(Evidence.Series::expected)
                .max()
                .orElse(0);
    }
}
