/**
 * Findings shown on images: outlines and labels as a Grayscale Softcopy Presentation State (PS3.3
 * section A.33.1), in the pixels of the image they lie on. Begin at {@link
 * org.radbridge.dicom.presentation.PresentationState}. Pure: data in, a data set out.
 */
@NullMarked
package org.radbridge.dicom.presentation;

import org.jspecify.annotations.NullMarked;
