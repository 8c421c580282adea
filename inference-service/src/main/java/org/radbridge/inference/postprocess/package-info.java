/**
 * From a network's outputs to findings: thresholds, aggregation over a series, class activation
 * maps, and the outline of the hottest area in the image's own pixels. Pure: no I/O.
 */
@NullMarked
package org.radbridge.inference.postprocess;

import org.jspecify.annotations.NullMarked;
