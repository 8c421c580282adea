package org.radbridge.inference.preprocess;

/**
 * One element of a network's input batch.
 *
 * @param source the image it was made of
 * @param values channels × rows × columns, row-major; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record PreparedImage(SourceImage source, float[] values) {}
