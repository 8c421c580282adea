package org.radbridge.dicom.iod;

import java.util.List;

/**
 * An image, or frames of it, and where it lives.
 *
 * @param frames frame numbers from 1; empty for the whole image
 */
public record ImageReference(
        String studyInstanceUid,
        String seriesInstanceUid,
        String sopClassUid,
        String sopInstanceUid,
        List<Integer> frames) {

    public ImageReference {
        frames = List.copyOf(frames);
    }

    /** A whole image. */
    public ImageReference(
            String studyInstanceUid,
            String seriesInstanceUid,
            String sopClassUid,
            String sopInstanceUid) {
        this(studyInstanceUid, seriesInstanceUid, sopClassUid, sopInstanceUid, List.of());
    }
}
