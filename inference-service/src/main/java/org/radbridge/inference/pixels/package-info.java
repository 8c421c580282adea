/**
 * The pixels of a study, read from the ingest-service over WADO-RS: what a series holds, in which
 * order its slices lie, and one image after the other as stored values. An image is let go before
 * the next is read, so that memory does not grow with the series.
 */
@NullMarked
package org.radbridge.inference.pixels;

import org.jspecify.annotations.NullMarked;
