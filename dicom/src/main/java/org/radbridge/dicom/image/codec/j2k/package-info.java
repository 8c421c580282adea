/**
 * JPEG 2000 (ITU-T T.800 | ISO/IEC 15444-1) decoded: marker segments to parameters, tiles to
 * resolutions, sub-bands, precincts and code-blocks, packets to code-block contributions, those to
 * coefficients, coefficients to samples. Names and symbols are the Recommendation's. Only the
 * decoder is public. Nothing is kept between frames, and every size is checked before memory is
 * taken: what is allocated is bounded by the declared shape and by the bytes that are there.
 */
@NullMarked
package org.radbridge.dicom.image.codec.j2k;

import org.jspecify.annotations.NullMarked;
