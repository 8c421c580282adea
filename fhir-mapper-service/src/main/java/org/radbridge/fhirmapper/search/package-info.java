/**
 * FHIR search: the table of search parameters, from which resources are indexed, requests are read
 * and the CapabilityStatement is written; and requests as typed criteria. Pure.
 */
@NullMarked
package org.radbridge.fhirmapper.search;

import org.jspecify.annotations.NullMarked;
