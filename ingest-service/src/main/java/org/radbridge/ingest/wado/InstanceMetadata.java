package org.radbridge.ingest.wado;

import org.radbridge.contracts.PatientIdentifier;

/**
 * The stored metadata of an instance.
 *
 * @param json DICOM JSON, with locations in place of bulk data
 * @param patient whose it is
 */
record InstanceMetadata(
        String seriesInstanceUid, String sopInstanceUid, String json, PatientIdentifier patient) {}
