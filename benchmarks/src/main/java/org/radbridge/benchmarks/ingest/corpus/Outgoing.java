package org.radbridge.benchmarks.ingest.corpus;

import io.vertx.core.buffer.Buffer;
import org.radbridge.dicom.net.CStoreRequest;

/**
 * An instance ready to be sent, in memory.
 *
 * @param request what a C-STORE says of it
 * @param file as a Part 10 file
 * @param dataSet the part of the file that a C-STORE sends; the same memory
 */
public record Outgoing(
        CStoreRequest request,
        String patientId,
        String studyInstanceUid,
        String seriesInstanceUid,
        Buffer file,
        Buffer dataSet) {}
