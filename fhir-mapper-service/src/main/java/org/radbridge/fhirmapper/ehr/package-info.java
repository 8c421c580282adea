/**
 * Results for the FHIR servers of others, the EHR's first: each edition of a study's result is sent
 * as one transaction, again and again until it is accepted, and never so that it is there twice.
 */
@NullMarked
package org.radbridge.fhirmapper.ehr;

import org.jspecify.annotations.NullMarked;
