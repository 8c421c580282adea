/** The objects of a result, held against the truth of phantoms. */
@NullMarked
package org.radbridge.fhirmapper.evidence;

import org.jspecify.annotations.NullMarked;
