/**
 * Parametric maps (PS3.3 section A.75): numbers that a model laid over an image, as an image of
 * their own, in the place where the image lies. Begin at {@link
 * org.radbridge.dicom.parametricmap.ParametricMap}. Pure: data in, a data set out.
 */
@NullMarked
package org.radbridge.dicom.parametricmap;

import org.jspecify.annotations.NullMarked;
