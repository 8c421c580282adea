/** The heat maps of present findings, as the inference-service keeps them. */
@NullMarked
package org.radbridge.fhirmapper.heatmap;

import org.jspecify.annotations.NullMarked;
