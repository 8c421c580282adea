package org.radbridge.ingest.wado;

/**
 * A stored instance and its metadata.
 *
 * @param metadata DICOM JSON, with locations in place of bulk data
 */
record DetailedInstance(ArchivedInstance instance, String metadata) {}
