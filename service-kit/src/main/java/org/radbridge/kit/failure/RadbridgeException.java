package org.radbridge.kit.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure with a stable id. The detail may be logged and shown to callers: it holds no patient
 * names, no patient identifiers and no birth dates.
 */
public class RadbridgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient FailureId failureId;
    private final String detail;

    public RadbridgeException(FailureId failureId, String detail) {
        this(failureId, detail, null);
    }

    public RadbridgeException(FailureId failureId, String detail, @Nullable Throwable cause) {
        super(failureId.id() + ": " + detail, cause);
        this.failureId = failureId;
        this.detail = detail;
    }

    /** What kind of failure this is. */
    public FailureId failureId() {
        return failureId;
    }

    /** What happened this time. */
    public String detail() {
        return detail;
    }
}
