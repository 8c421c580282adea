/**
 * The benchmark {@code ingest}: the same sender stores the same objects in DCMTK's storescp, in
 * Orthanc and in the ingest-service, and reads them back, by turns and on one disk. What is told
 * are ratios, because figures of different machines cannot be compared.
 */
@NullMarked
package org.radbridge.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
