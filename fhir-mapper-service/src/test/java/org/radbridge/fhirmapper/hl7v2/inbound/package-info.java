/** Tests of HL7 v2: inbound. */
@NullMarked
package org.radbridge.fhirmapper.hl7v2.inbound;

import org.jspecify.annotations.NullMarked;
