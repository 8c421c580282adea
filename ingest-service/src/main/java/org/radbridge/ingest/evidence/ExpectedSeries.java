package org.radbridge.ingest.evidence;

import java.util.List;

/**
 * A series that evidence names.
 *
 * @param seriesInstanceUid (0020,000E)
 * @param instances how many instances it has
 * @param sopInstanceUids which; empty when only their number is known
 */
public record ExpectedSeries(
        String seriesInstanceUid, int instances, List<String> sopInstanceUids) {
    public ExpectedSeries {
        sopInstanceUids = List.copyOf(sopInstanceUids);
        if (instances < 0 || !sopInstanceUids.isEmpty() && sopInstanceUids.size() != instances) {
            throw new IllegalArgumentException("instances are not as many as their UIDs");
        }
    }

    /** A series of which each instance is known. */
    public static ExpectedSeries of(String seriesInstanceUid, List<String> sopInstanceUids) {
        List<String> distinct = sopInstanceUids.stream().distinct().toList();
        return new ExpectedSeries(seriesInstanceUid, distinct.size(), distinct);
    }
}
