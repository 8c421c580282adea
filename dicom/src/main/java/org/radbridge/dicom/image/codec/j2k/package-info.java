/**
 * JPEG 2000 (ITU-T T.800 | ISO/IEC 15444-1) and high-throughput JPEG 2000 (ITU-T T.814 | ISO/IEC
 * 15444-15) decoded: marker segments to parameters, tiles to resolutions, sub-bands, precincts and
 * code-blocks, packets to code-block contributions, those to coefficients, coefficients to samples.
 * Names and symbols are the Recommendations'; sections without a name are those of T.800. Only the
 * decoder is public. Nothing is kept between frames, and every size is checked before memory is
 * taken: what is allocated is bounded by the declared shape and by the bytes that are there.
 */
@NullMarked
package org.radbridge.dicom.image.codec.j2k;

import org.jspecify.annotations.NullMarked;
