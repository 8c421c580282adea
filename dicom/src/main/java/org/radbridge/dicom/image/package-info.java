/**
 * Pictures: the pixel data of a data set as frames of numbers (PS3.3 C.7.6.3), what the numbers
 * mean (modality and VOI transformations, functional groups, planes in the patient), and frames
 * rendered as PNG and JPEG. Begin at {@link org.radbridge.dicom.image.Image}. Everything here
 * computes and nothing waits: call it on a worker thread. No {@code java.awt}, so that it lives in
 * native images.
 */
@NullMarked
package org.radbridge.dicom.image;

import org.jspecify.annotations.NullMarked;
