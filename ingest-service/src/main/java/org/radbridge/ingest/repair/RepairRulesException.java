package org.radbridge.ingest.repair;

import org.jspecify.annotations.Nullable;

/** A rules file that cannot be used. The message tells the file, the rule and the fault. */
public final class RepairRulesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RepairRulesException(String source, String fault, @Nullable Throwable cause) {
        super("repair rules in " + source + ": " + fault, cause);
    }
}
