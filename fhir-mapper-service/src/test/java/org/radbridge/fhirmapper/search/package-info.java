/** How searches are read and resources indexed. */
@NullMarked
package org.radbridge.fhirmapper.search;

import org.jspecify.annotations.NullMarked;
