package org.radbridge.dicom.sr;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.iod.AlgorithmIdentification;
import org.radbridge.dicom.iod.Equipment;
import org.radbridge.dicom.iod.Moment;
import org.radbridge.dicom.iod.ObjectHeader;
import org.radbridge.dicom.iod.ObjectHeader.Series;

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
 * @param verification who vouches for the content; empty for an algorithm's own word, which is
 *     unverified and preliminary
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
        Optional<Verification> verification,
        List<PredecessorDocument> predecessors) {

    public SrDocument {
        predecessors = List.copyOf(predecessors);
    }

    ObjectHeader header(List<AlgorithmIdentification> algorithms) {
        return new ObjectHeader(
                source,
                Uid.Comprehensive3DSRStorage,
                sopInstanceUid,
                new Series("SR", seriesInstanceUid, seriesNumber, seriesDescription),
                instanceNumber,
                equipment,
                contentTime,
                algorithms);
    }

    /** Whether all that is to be reported is in the document (PS3.3 section C.17.2). */
    public enum Completion {
        /** More is to come. */
        PARTIAL,
        /** Nothing more is to come. */
        COMPLETE
    }

    /**
     * A Verifying Observer (PS3.3 section C.17.2): a person who takes responsibility.
     *
     * @param observer in the form of VR PN
     * @param organization where the person works; never empty
     * @param at when the document was verified
     */
    public record Verification(String observer, String organization, OffsetDateTime at) {
        DataSet toItem() {
            return new DataSet()
                    .put(Tag.VerifyingOrganization, organization)
                    .put(Tag.VerificationDateTime, new Moment(at).dateTime())
                    .put(Tag.VerifyingObserverName, observer)
                    .putItems(Tag.VerifyingObserverIdentificationCodeSequence);
        }
    }

    /** A document that this one replaces. */
    public record PredecessorDocument(
            String studyInstanceUid,
            String seriesInstanceUid,
            String sopClassUid,
            String sopInstanceUid) {}
}
