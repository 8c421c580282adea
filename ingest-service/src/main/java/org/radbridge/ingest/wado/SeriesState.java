package org.radbridge.ingest.wado;

import org.radbridge.contracts.PatientIdentifier;

/**
 * What tells whether anything about a stored series changed. Instances are only ever added to a
 * series, and go only with all of it; another series never has its number: so the same series with
 * as many instances has the same instances.
 *
 * @param number of its row
 * @param instances how many are stored
 * @param patient whose it is
 */
record SeriesState(long number, long instances, PatientIdentifier patient) {}
