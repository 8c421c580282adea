package org.radbridge.ingest.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;

/**
 * Evidence as it is reported. A later report of the same kind, key and study replaces an earlier
 * one.
 *
 * @param kind where it comes from
 * @param key names it among its kind: the SOP Instance UID of an MPPS or IAN, an order's number
 * @param reportedBy an AE title or the name of a client
 * @param state what it says
 * @param subject which study it is about
 * @param expectedInstances how many instances the study has; null when that is not known
 * @param expectedSeries how many series the study has; null when that is not known
 * @param series those that are named; empty for none
 */
public record EvidenceReport(
        EvidenceKind kind,
        String key,
        String reportedBy,
        EvidenceState state,
        Subject subject,
        @Nullable Integer expectedInstances,
        @Nullable Integer expectedSeries,
        List<ExpectedSeries> series) {

    /** Which study evidence is about. */
    public sealed interface Subject {
        /** By its UID. */
        record Study(String studyInstanceUid) implements Subject {}

        /**
         * By the order's accession number, for those who do not know the UID.
         *
         * @param patient accession numbers of two departments may be the same; null when unknown
         */
        record Order(String accessionNumber, @Nullable PatientIdentifier patient)
                implements Subject {
            @Override
            public String toString() {
                return "Order";
            }
        }
    }

    public EvidenceReport {
        series = List.copyOf(series);
    }

    /** Evidence without figures. */
    public static EvidenceReport of(
            EvidenceKind kind,
            String key,
            String reportedBy,
            EvidenceState state,
            Subject subject) {
        return new EvidenceReport(kind, key, reportedBy, state, subject, null, null, List.of());
    }

    /** The same, naming these series. */
    public EvidenceReport naming(List<ExpectedSeries> named) {
        return new EvidenceReport(
                kind, key, reportedBy, state, subject, expectedInstances, expectedSeries, named);
    }
}
