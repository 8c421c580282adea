/**
 * Whether a resource conforms to R4 and to our own definitions: HAPI's instance validator, off the
 * event loop.
 */
@NullMarked
package org.radbridge.fhirmapper.validation;

import org.jspecify.annotations.NullMarked;
