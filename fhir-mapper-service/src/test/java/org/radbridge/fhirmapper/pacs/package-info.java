/** Destinations from the other side. */
@NullMarked
package org.radbridge.fhirmapper.pacs;

import org.jspecify.annotations.NullMarked;
