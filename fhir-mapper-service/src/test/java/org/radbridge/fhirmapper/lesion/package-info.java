/** Which findings are one lesion. */
@NullMarked
package org.radbridge.fhirmapper.lesion;

import org.jspecify.annotations.NullMarked;
