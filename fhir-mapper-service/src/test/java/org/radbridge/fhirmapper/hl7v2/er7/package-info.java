/** Tests of HL7 v2: er7. */
@NullMarked
package org.radbridge.fhirmapper.hl7v2.er7;

import org.jspecify.annotations.NullMarked;
