package org.radbridge.ingest.index;

import org.jspecify.annotations.Nullable;

/**
 * What an instance says of its series (PS3.3 C.7.3.1).
 *
 * @param seriesInstanceUid (0020,000E)
 * @param modality (0008,0060)
 * @param number (0020,0011)
 * @param description (0008,103E)
 * @param bodyPart (0018,0015)
 * @param protocol (0018,1030)
 * @param station (0008,1010)
 * @param priority (0040,1003) or (0032,000C)
 */
public record SeriesHeader(
        String seriesInstanceUid,
        String modality,
        @Nullable Integer number,
        @Nullable String description,
        @Nullable String bodyPart,
        @Nullable String protocol,
        @Nullable String station,
        @Nullable String priority) {
    @Override
    public String toString() {
        return "SeriesHeader[" + seriesInstanceUid + "]";
    }
}
