/** Changes to a resource: JSON Patch (RFC 6902) and FHIRPath Patch (R4 fhirpatch). Pure. */
@NullMarked
package org.radbridge.fhirmapper.patch;

import org.jspecify.annotations.NullMarked;
