package org.radbridge.inference.preprocess;

import org.jspecify.annotations.Nullable;
import org.radbridge.inference.spacing.PixelSpacing;

/**
 * The image that an element of a batch was made of.
 *
 * @param seriesInstanceUid (0020,000E)
 * @param sopInstanceUid (0008,0018)
 * @param sopClassUid (0008,0016)
 * @param placement the way back from the network's input to the image
 * @param spacing how far apart the image's pixels are; null where it does not say, and of an image
 *     whose heat map is read back
 */
public record SourceImage(
        String seriesInstanceUid,
        String sopInstanceUid,
        String sopClassUid,
        Placement placement,
        @Nullable PixelSpacing spacing) {}
