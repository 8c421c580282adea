package org.radbridge.inference.pixels;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/**
 * Where pixels come from. Failures have the ids of {@link PixelsFailure}; those that another
 * attempt would meet again are permanent.
 */
public interface PixelSource {
    /** The images of a series, in no order. */
    Uni<List<Slice>> slices(String studyInstanceUid, String seriesInstanceUid);

    /**
     * Images of one series, in the order in which the archive gives them, read as they are asked
     * for. Completes when all came; fails with {@code pixels-not-found} when one of them did not.
     * Items may come on any thread that must not be blocked.
     *
     * @param sopInstanceUids the images wanted
     */
    Multi<StoredImage> images(
            String studyInstanceUid, String seriesInstanceUid, Set<String> sopInstanceUids);
}
