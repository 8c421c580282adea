/** FHIR's interactions as a client meets them. */
@NullMarked
package org.radbridge.fhirmapper.interaction;

import org.jspecify.annotations.NullMarked;
