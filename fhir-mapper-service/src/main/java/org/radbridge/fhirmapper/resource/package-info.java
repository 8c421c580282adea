/** A FHIR resource with what Radbridge knows of it beside its content, and its JSON. */
@NullMarked
package org.radbridge.fhirmapper.resource;

import org.jspecify.annotations.NullMarked;
