package org.radbridge.dicom.dimse;

/**
 * A failure that knows the status with which to answer. A handler that throws it, or fails a future
 * with it, decides what the peer is told.
 */
public final class DimseException extends RuntimeException {

    private final DimseStatus status;

    public DimseException(DimseStatus status) {
        super(status.toString());
        this.status = status;
    }

    public DimseException(DimseStatus status, Throwable cause) {
        super(status.toString(), cause);
        this.status = status;
    }

    /** The status of the response. */
    public DimseStatus status() {
        return status;
    }
}
