/** The threads for computation that would hold up an event loop: parsing, mapping, encoding. */
@NullMarked
package org.radbridge.fhirmapper.compute;

import org.jspecify.annotations.NullMarked;
