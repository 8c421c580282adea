/** Tests of HL7 v2: mllp. */
@NullMarked
package org.radbridge.fhirmapper.hl7v2.mllp;

import org.jspecify.annotations.NullMarked;
