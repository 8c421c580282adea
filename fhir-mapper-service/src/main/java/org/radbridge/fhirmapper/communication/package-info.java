/** The FHIR Communication that records an escalation, from the escalation-service's events. */
@NullMarked
package org.radbridge.fhirmapper.communication;

import org.jspecify.annotations.NullMarked;
