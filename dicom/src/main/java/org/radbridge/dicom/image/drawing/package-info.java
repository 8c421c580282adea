/**
 * Marks burned into a rendered frame: colours laid over it, lines, and text in a bitmap font of our
 * own, since {@code java.awt} has no place in a native image. Begin at {@link
 * org.radbridge.dicom.image.drawing.Canvas}.
 */
@NullMarked
package org.radbridge.dicom.image.drawing;

import org.jspecify.annotations.NullMarked;
