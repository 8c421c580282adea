package org.radbridge.ingest.index;

import org.jspecify.annotations.Nullable;

/**
 * What an instance says of its study (PS3.3 C.7.2.1).
 *
 * @param studyInstanceUid (0020,000D)
 * @param accessionNumber (0008,0050)
 * @param date (0008,0020)
 * @param time (0008,0030)
 * @param studyId (0020,0010)
 * @param description (0008,1030)
 * @param referringPhysician (0008,0090)
 */
public record StudyHeader(
        String studyInstanceUid,
        @Nullable String accessionNumber,
        @Nullable String date,
        @Nullable String time,
        @Nullable String studyId,
        @Nullable String description,
        @Nullable String referringPhysician) {
    @Override
    public String toString() {
        return "StudyHeader[" + studyInstanceUid + "]";
    }
}
