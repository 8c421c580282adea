package org.radbridge.inference.preprocess;

/**
 * The image that an element of a batch was made of.
 *
 * @param seriesInstanceUid (0020,000E)
 * @param sopInstanceUid (0008,0018)
 * @param sopClassUid (0008,0016)
 * @param placement the way back from the network's input to the image
 */
public record SourceImage(
        String seriesInstanceUid, String sopInstanceUid, String sopClassUid, Placement placement) {}
