/** Lesions over time: the picture, and the document over HTTP. */
@NullMarked
package org.radbridge.fhirmapper.trend;

import org.jspecify.annotations.NullMarked;
