/** Tests of HL7 v2: outbound. */
@NullMarked
package org.radbridge.fhirmapper.hl7v2.outbound;

import org.jspecify.annotations.NullMarked;
