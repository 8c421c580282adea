/**
 * Planes in the patient (PS3.3 C.7.6.2), and the slices of a series as a volume: in order along
 * their common normal, with all that keeps them from being a regular grid told as {@link
 * org.radbridge.dicom.image.volume.VolumeFinding}. Nothing here needs pixel data in memory.
 */
@NullMarked
package org.radbridge.dicom.image.volume;

import org.jspecify.annotations.NullMarked;
