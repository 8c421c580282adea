/** HL7 version 2 with the hospital's systems: what all of its parts share. */
@NullMarked
package org.radbridge.fhirmapper.hl7v2;

import org.jspecify.annotations.NullMarked;
