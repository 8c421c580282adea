package org.radbridge.inference.pixels;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Where pixels come from. Failures have the ids of {@link PixelsFailure}; those that another
 * attempt would meet again are permanent.
 */
public interface PixelSource {
    /** The images of a series, in no order. */
    Uni<List<Slice>> slices(String studyInstanceUid, String seriesInstanceUid);

    /** One image. The item may come on any thread that must not be blocked. */
    Uni<StoredImage> image(
            String studyInstanceUid, String seriesInstanceUid, String sopInstanceUid);
}
