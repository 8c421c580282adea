package org.radbridge.inference.postprocess;

import org.radbridge.inference.preprocess.SourceImage;

/**
 * The activation map of a present finding, kept for those who want to see it.
 *
 * @param label the finding's label
 * @param image the image that it lies over, and how
 * @param map the activations
 */
public record HeatMap(String label, SourceImage image, ActivationMap map) {}
