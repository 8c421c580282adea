/**
 * Bulk Data exports (FHIR Bulk Data Access): asked for, counted in the background, fetched as
 * NDJSON. The record's history is the file: an export shows one instant, however long it is read.
 */
@NullMarked
package org.radbridge.fhirmapper.bulk;

import org.jspecify.annotations.NullMarked;
