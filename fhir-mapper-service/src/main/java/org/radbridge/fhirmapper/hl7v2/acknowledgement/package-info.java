/** Acknowledgements of HL7 v2 in original and enhanced mode (chapter 2, section 2.9). */
@NullMarked
package org.radbridge.fhirmapper.hl7v2.acknowledgement;

import org.jspecify.annotations.NullMarked;
