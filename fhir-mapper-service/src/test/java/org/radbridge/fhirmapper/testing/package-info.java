/** Made-up studies and results, and the judge of FHIR resources, for all tests of the mapper. */
@NullMarked
package org.radbridge.fhirmapper.testing;

import org.jspecify.annotations.NullMarked;
