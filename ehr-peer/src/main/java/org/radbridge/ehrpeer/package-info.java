/**
 * A hospital's FHIR server to talk to: HAPI's JPA server, as others write it, for tests, the
 * development stack and comparisons of speed. Never on the class path of a service.
 */
@NullMarked
package org.radbridge.ehrpeer;

import org.jspecify.annotations.NullMarked;
