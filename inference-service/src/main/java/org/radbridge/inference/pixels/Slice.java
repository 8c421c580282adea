package org.radbridge.inference.pixels;

import org.jspecify.annotations.Nullable;

/**
 * One instance of a series, as its metadata describes it.
 *
 * @param sopInstanceUid (0008,0018)
 * @param sopClassUid (0008,0016)
 * @param instanceNumber (0020,0013), 0 where absent
 * @param position Image Position (Patient) (0020,0032), in mm; null where absent
 * @param orientation Image Orientation (Patient) (0020,0037), row then column cosines; null where
 *     absent
 * @param localizer whether Image Type (0008,0008) says that it is a scout image
 */
@SuppressWarnings("ArrayRecordComponent")
public record Slice(
        String sopInstanceUid,
        String sopClassUid,
        int instanceNumber,
        double @Nullable [] position,
        double @Nullable [] orientation,
        boolean localizer) {}
