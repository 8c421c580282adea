/**
 * A card's preprocessing steps, computed exactly as {@code models/README.md} defines them, and the
 * way back from a place in the network's output to a place in the image. Pure and CPU-bound: one
 * image at a time, on a worker thread.
 */
@NullMarked
package org.radbridge.inference.preprocess;

import org.jspecify.annotations.NullMarked;
