/**
 * The vertical bar encoding of HL7 v2 (chapter 2) in both directions: plain text in, plain text
 * out, no tables of structures and no reflection.
 */
@NullMarked
package org.radbridge.fhirmapper.hl7v2.er7;

import org.jspecify.annotations.NullMarked;
