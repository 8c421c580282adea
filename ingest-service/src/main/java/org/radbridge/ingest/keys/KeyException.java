package org.radbridge.ingest.keys;

import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.RadbridgeException;

/** A key cannot be made or opened. */
public final class KeyException extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    KeyException(KeyFailure failure, String detail, @Nullable Throwable cause) {
        super(failure, detail, cause);
    }
}
