package org.radbridge.kit.failure;

import org.jspecify.annotations.Nullable;

/** A failure that another attempt would meet again: the event or work item is parked at once. */
public final class PermanentFailure extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    public PermanentFailure(FailureId failureId, String detail) {
        super(failureId, detail);
    }

    public PermanentFailure(FailureId failureId, String detail, @Nullable Throwable cause) {
        super(failureId, detail, cause);
    }
}
