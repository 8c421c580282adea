/**
 * What the objects that the toolkit makes from other objects share (PS3.3 annexes C.7 and C.12):
 * whose they are, which series they stand in, who made them, and how they name concepts, images and
 * places on images.
 */
@NullMarked
package org.radbridge.dicom.iod;

import org.jspecify.annotations.NullMarked;
