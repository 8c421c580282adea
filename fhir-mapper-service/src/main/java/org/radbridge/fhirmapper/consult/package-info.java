/**
 * Consult requests that results propose: a site's rules say which finding asks for which service,
 * and each proposal waits, pre-filled, for a person to sign or decline it.
 */
@NullMarked
package org.radbridge.fhirmapper.consult;

import org.jspecify.annotations.NullMarked;
