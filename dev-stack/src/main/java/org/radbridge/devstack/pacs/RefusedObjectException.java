package org.radbridge.devstack.pacs;

import org.radbridge.dicom.dimse.DimseStatus;

/**
 * Bytes that the PACS does not take, with the status that says why, the same for DIMSE and STOW.
 */
final class RefusedObjectException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DimseStatus status;

    RefusedObjectException(DimseStatus status, String message) {
        super(message);
        this.status = status;
    }

    RefusedObjectException(DimseStatus status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    DimseStatus status() {
        return status;
    }
}
