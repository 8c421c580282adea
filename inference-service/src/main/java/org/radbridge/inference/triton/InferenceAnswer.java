package org.radbridge.inference.triton;

/**
 * A model's answer for one batch; row-major, not copied.
 *
 * @param elements size of the batch
 * @param probabilities elements × labels, each 0 to 1
 * @param heatMaps elements × labels × rows × columns
 * @param nanos how long the server took, as seen from here
 */
@SuppressWarnings("ArrayRecordComponent")
public record InferenceAnswer(int elements, float[] probabilities, float[] heatMaps, long nanos) {}
