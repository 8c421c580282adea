package org.radbridge.dicom.sr;

import java.time.OffsetDateTime;
import java.util.List;
import org.radbridge.dicom.data.DataSet;

/**
 * Everything of a structured report but its content: whose it is, who made it, when, and in what
 * state.
 *
 * @param source an object of the study reported on: the Patient and Study modules are copied from
 *     it
 * @param seriesInstanceUid the report's own series
 * @param seriesDescription what the series is, for a person to read; 64 characters at most
 * @param equipment the system that wrote the document
 * @param contentTime when the content was made; its offset becomes Timezone Offset From UTC
 * @param predecessors documents that this one replaces
 */
public record SrDocument(
        DataSet source,
        String seriesInstanceUid,
        int seriesNumber,
        String seriesDescription,
        String sopInstanceUid,
        int instanceNumber,
        Equipment equipment,
        OffsetDateTime contentTime,
        Completion completion,
        List<PredecessorDocument> predecessors) {

    public SrDocument {
        predecessors = List.copyOf(predecessors);
    }

    /**
     * Whether all that is to be reported is in the document (PS3.3 section C.17.2): never verified,
     * an algorithm made it.
     */
    public enum Completion {
        /** More is to come. */
        PARTIAL,
        /** Nothing more is to come. */
        COMPLETE
    }

    /** The Enhanced General Equipment module (PS3.3 section C.7.5.2); none may be empty. */
    public record Equipment(
            String manufacturer,
            String modelName,
            String deviceSerialNumber,
            String softwareVersion) {}

    /** A document that this one replaces. */
    public record PredecessorDocument(
            String studyInstanceUid,
            String seriesInstanceUid,
            String sopClassUid,
            String sopInstanceUid) {}
}
