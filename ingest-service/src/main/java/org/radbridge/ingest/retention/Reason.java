package org.radbridge.ingest.retention;

import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.RadbridgeException;

/** Why somebody holds, releases or deletes: never left out, and short. */
final class Reason {
    private static final int LONGEST = 500;

    private Reason() {}

    static String required(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new RadbridgeException(
                    RetentionFailure.REQUEST_INCOMPLETE,
                    "a reason of 1 to " + LONGEST + " characters is needed");
        }
        return text.strip();
    }
}
