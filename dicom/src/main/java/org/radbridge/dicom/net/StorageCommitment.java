package org.radbridge.dicom.net;

import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * The storage commitment push model, PS3.4 annex J: what is asked by N-ACTION and what is told by
 * N-EVENT-REPORT, as records and as requests. Pure.
 */
public final class StorageCommitment {

    /** Action type 1, PS3.4 Table J.3-1. */
    public static final int REQUEST_STORAGE_COMMITMENT = 1;

    /** Event type 1, PS3.4 Table J.3-2: everything is committed. */
    public static final int SUCCESSFUL = 1;

    /** Event type 2: something is not. */
    public static final int FAILURES_EXIST = 2;

    /** Failure Reason (0008,1197) of PS3.3 §C.14: nobody here knows the instance. */
    public static final int NO_SUCH_OBJECT_INSTANCE = 0x0112;

    /** Failure Reason: the instance is known, but of another class. */
    public static final int CLASS_INSTANCE_CONFLICT = 0x0119;

    /** Failure Reason: something went wrong while looking. */
    public static final int PROCESSING_FAILURE = 0x0110;

    private StorageCommitment() {}

    /** An instance that commitment is asked for. */
    public record Reference(String sopClassUid, String sopInstanceUid) {}

    /**
     * An instance that is not committed.
     *
     * @param reason Failure Reason (0008,1197)
     */
    public record Failure(Reference reference, int reason) {}

    /** What is asked, and under which transaction it will be answered. */
    public record Request(String transactionUid, List<Reference> references) {
        public Request {
            references = List.copyOf(references);
        }

        /** The N-ACTION that asks it. */
        public NRequest.NAction action() {
            DataSet information =
                    new DataSet()
                            .put(Tag.TransactionUID, transactionUid)
                            .putItems(Tag.ReferencedSOPSequence, items(references));
            return new NRequest.NAction(
                    Uid.StorageCommitmentPushModel,
                    Uid.StorageCommitmentPushModelInstance,
                    REQUEST_STORAGE_COMMITMENT,
                    Optional.of(information));
        }

        /**
         * What an N-ACTION asks.
         *
         * @throws DimseException with the status to answer with when it is no such request
         */
        public static Request of(NRequest.NAction action) {
            if (action.actionTypeId() != REQUEST_STORAGE_COMMITMENT) {
                throw new DimseException(DimseStatus.NO_SUCH_ACTION_TYPE);
            }
            if (!action.sopInstanceUid().equals(Uid.StorageCommitmentPushModelInstance)) {
                throw new DimseException(DimseStatus.NO_SUCH_SOP_INSTANCE);
            }
            DataSet information = required(action.information());
            List<Reference> references = referenced(information.items(Tag.ReferencedSOPSequence));
            if (references.isEmpty()) {
                throw new DimseException(
                        DimseStatus.INVALID_ARGUMENT_VALUE.withComment("no referenced SOP"));
            }
            return new Request(transaction(information), references);
        }
    }

    /** What became of a request. */
    public record Result(String transactionUid, List<Reference> committed, List<Failure> failures) {
        public Result {
            committed = List.copyOf(committed);
            failures = List.copyOf(failures);
        }

        /** The N-EVENT-REPORT that tells it. */
        public NRequest.NEventReport event() {
            DataSet information = new DataSet().put(Tag.TransactionUID, transactionUid);
            if (!committed.isEmpty()) {
                information.putItems(Tag.ReferencedSOPSequence, items(committed));
            }
            if (!failures.isEmpty()) {
                information.putItems(
                        Tag.FailedSOPSequence,
                        failures.stream()
                                .map(failure ->
                                        item(failure.reference())
                                                .putInts(Tag.FailureReason, failure.reason()))
                                .toList());
            }
            return new NRequest.NEventReport(
                    Uid.StorageCommitmentPushModel,
                    Uid.StorageCommitmentPushModelInstance,
                    failures.isEmpty() ? SUCCESSFUL : FAILURES_EXIST,
                    Optional.of(information));
        }

        /**
         * What an N-EVENT-REPORT tells.
         *
         * @throws DimseException with the status to answer with when it is no such report
         */
        public static Result of(NRequest.NEventReport event) {
            if (event.eventTypeId() != SUCCESSFUL && event.eventTypeId() != FAILURES_EXIST) {
                throw new DimseException(DimseStatus.NO_SUCH_EVENT_TYPE);
            }
            DataSet information = required(event.information());
            return new Result(
                    transaction(information),
                    referenced(information.items(Tag.ReferencedSOPSequence)),
                    information.items(Tag.FailedSOPSequence).stream()
                            .map(item ->
                                    new Failure(
                                            reference(item),
                                            item.integer(Tag.FailureReason)
                                                    .orElse(PROCESSING_FAILURE)))
                            .toList());
        }
    }

    private static DataSet required(Optional<DataSet> information) {
        return information.orElseThrow(() -> new DimseException(DimseStatus.NO_SUCH_ARGUMENT));
    }

    private static String transaction(DataSet information) {
        return information
                .string(Tag.TransactionUID)
                .filter(Uid::isValid)
                .orElseThrow(() ->
                        new DimseException(
                                DimseStatus.INVALID_ARGUMENT_VALUE.withComment(
                                        "no transaction UID")));
    }

    private static List<Reference> referenced(List<DataSet> items) {
        return items.stream().map(StorageCommitment::reference).toList();
    }

    private static Reference reference(DataSet item) {
        return new Reference(
                uid(item, Tag.ReferencedSOPClassUID), uid(item, Tag.ReferencedSOPInstanceUID));
    }

    private static String uid(DataSet item, int tag) {
        return item.string(tag)
                .filter(Uid::isValid)
                .orElseThrow(() ->
                        new DimseException(
                                DimseStatus.INVALID_ARGUMENT_VALUE.withComment(
                                        "referenced SOP without UID")));
    }

    private static List<DataSet> items(List<Reference> references) {
        return references.stream().map(StorageCommitment::item).toList();
    }

    private static DataSet item(Reference reference) {
        return new DataSet()
                .put(Tag.ReferencedSOPClassUID, reference.sopClassUid())
                .put(Tag.ReferencedSOPInstanceUID, reference.sopInstanceUid());
    }
}
