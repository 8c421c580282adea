package org.radbridge.ingest.receive;

import org.radbridge.dicom.dimse.DimseStatus;

/**
 * Why an instance was not taken. The id is the same in the answer, the log, the metric and the
 * operators' list; the status is the one of C-STORE (PS3.4 table B.2-1).
 */
public enum RefusalReason {
    NOT_DICOM("not-dicom", DimseStatus.CANNOT_UNDERSTAND),
    TRUNCATED("truncated", DimseStatus.CANNOT_UNDERSTAND),
    MALFORMED("malformed", DimseStatus.CANNOT_UNDERSTAND),
    /** Sound perhaps, but nested deeper or with more elements than is read. */
    LIMIT_EXCEEDED("limit-exceeded", DimseStatus.CANNOT_UNDERSTAND),
    TOO_LARGE("instance-too-large", DimseStatus.CANNOT_UNDERSTAND),
    IDENTIFIER_MISSING("identifier-missing", DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS),
    IDENTIFIER_INVALID("identifier-invalid", DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS),
    /** The data set is not the instance that was announced. */
    NOT_AS_ANNOUNCED("not-as-announced", DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS),
    NOT_A_STORAGE_CLASS("not-a-storage-class", DimseStatus.SOP_CLASS_NOT_SUPPORTED),
    IN_OTHER_STUDY("instance-in-other-study", DimseStatus.DUPLICATE_SOP_INSTANCE),
    /** Repair rules want a change that this instance does not allow. */
    REPAIR_IMPOSSIBLE("repair-impossible", DimseStatus.CANNOT_UNDERSTAND),
    STORAGE_FULL("storage-full", DimseStatus.OUT_OF_RESOURCES),
    STORAGE_UNAVAILABLE("storage-unavailable", DimseStatus.OUT_OF_RESOURCES),
    STORAGE_BROKEN("storage-broken", DimseStatus.PROCESSING_FAILURE),
    INDEX_UNAVAILABLE("index-unavailable", DimseStatus.OUT_OF_RESOURCES),
    PROCESSING_FAILED("processing-failed", DimseStatus.PROCESSING_FAILURE),
    /** The sender went away before the end. */
    BROKEN_OFF("broken-off", DimseStatus.PROCESSING_FAILURE),
    /** Taken before with other content: the first is kept, this one is not. */
    DUPLICATE_DIFFERS("duplicate-differs", DimseStatus.SUCCESS);

    private final String id;
    private final DimseStatus status;

    RefusalReason(String id, DimseStatus status) {
        this.id = id;
        this.status = status;
    }

    /** The stable id. */
    public String id() {
        return id;
    }

    /** What a C-STORE is answered with. */
    public DimseStatus status() {
        return status;
    }

    /**
     * What a STOW-RS response gives as Failure Reason (0008,1197): the status of a C-STORE, and,
     * where that is a success since a first copy is kept, why this one is not.
     */
    public DimseStatus failureReason() {
        return status.isDone() ? DimseStatus.DUPLICATE_SOP_INSTANCE : status;
    }

    /** Whether something is wrong with the instance itself, as it came whole. */
    public boolean isTheInstance() {
        return switch (this) {
            case NOT_DICOM,
                    TRUNCATED,
                    MALFORMED,
                    LIMIT_EXCEEDED,
                    IDENTIFIER_MISSING,
                    IDENTIFIER_INVALID,
                    NOT_AS_ANNOUNCED,
                    NOT_A_STORAGE_CLASS,
                    IN_OTHER_STUDY,
                    REPAIR_IMPOSSIBLE,
                    DUPLICATE_DIFFERS ->
                    true;
            case TOO_LARGE,
                    STORAGE_FULL,
                    STORAGE_UNAVAILABLE,
                    STORAGE_BROKEN,
                    INDEX_UNAVAILABLE,
                    PROCESSING_FAILED,
                    BROKEN_OFF ->
                    false;
        };
    }

    /** Whether the same instance may well be taken later: nothing is wrong with it. */
    public boolean isWorthAnotherAttempt() {
        return status.code() == DimseStatus.OUT_OF_RESOURCES.code();
    }
}
