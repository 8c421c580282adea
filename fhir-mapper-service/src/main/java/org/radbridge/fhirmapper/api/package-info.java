/**
 * The FHIR R4 REST interface, and the figures for the department's head. Who may see what is
 * decided here and enforced in the SQL of the store; every answer is on record before it leaves.
 */
@NullMarked
package org.radbridge.fhirmapper.api;

import org.jspecify.annotations.NullMarked;
