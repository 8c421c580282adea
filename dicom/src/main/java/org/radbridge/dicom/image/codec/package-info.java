/**
 * Decoders of compressed frames (PS3.5 annex A.4): pure functions from a frame's bytes to its
 * samples, with no state between calls and no memory taken before a size was checked. Each is held
 * to the shape that the data set promises; anything else is a typed {@link
 * org.radbridge.dicom.image.codec.ImageException}, whatever the bytes.
 */
@NullMarked
package org.radbridge.dicom.image.codec;

import org.jspecify.annotations.NullMarked;
