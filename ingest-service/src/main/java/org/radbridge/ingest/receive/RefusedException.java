package org.radbridge.ingest.receive;

/** Ends the reception of an instance from within. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(RefusalReason reason, String detail) {
        super(reason.id() + ": " + detail);
        this.refusal = new Refusal(reason, detail);
    }

    Refusal refusal() {
        return refusal;
    }
}
