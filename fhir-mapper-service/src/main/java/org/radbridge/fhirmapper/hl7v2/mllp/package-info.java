/**
 * The Minimal Lower Layer Protocol (HL7 v2 appendix C): framing, and the sockets on either side.
 */
@NullMarked
package org.radbridge.fhirmapper.hl7v2.mllp;

import org.jspecify.annotations.NullMarked;
