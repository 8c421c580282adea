package org.radbridge.ingest.index;

import org.jspecify.annotations.Nullable;

/**
 * What a storage service has to know of an instance.
 *
 * @param sopInstanceUid (0008,0018)
 * @param sopClassUid (0008,0016)
 * @param number (0020,0013)
 */
public record InstanceHeader(
        PatientHeader patient,
        StudyHeader study,
        SeriesHeader series,
        String sopInstanceUid,
        String sopClassUid,
        @Nullable Integer number) {}
