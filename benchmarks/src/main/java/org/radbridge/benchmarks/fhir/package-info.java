/**
 * {@code benchmarks/run fhir}: reads, searches and transactions of the fhir-mapper-service beside a
 * HAPI FHIR JPA server, with the same data on the same PostgreSQL, by turns.
 */
@NullMarked
package org.radbridge.benchmarks.fhir;

import org.jspecify.annotations.NullMarked;
