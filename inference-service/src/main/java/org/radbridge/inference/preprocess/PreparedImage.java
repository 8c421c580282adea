package org.radbridge.inference.preprocess;

/**
 * One element of a network's input batch.
 *
 * @param sopInstanceUid the image it was made of
 * @param sopClassUid that image's SOP class
 * @param values channels × rows × columns, row-major; not copied
 * @param placement the way back to the image
 */
@SuppressWarnings("ArrayRecordComponent")
public record PreparedImage(
        String sopInstanceUid, String sopClassUid, float[] values, Placement placement) {}
