/** How far apart an image's pixels are: read with the image, and used where it is measured. */
@NullMarked
package org.radbridge.inference.spacing;

import org.jspecify.annotations.NullMarked;
