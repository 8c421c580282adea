package org.radbridge.ingest.routing;

import org.jspecify.annotations.Nullable;

/** A rules file that cannot be used. The message tells the file, the rule and the fault. */
public final class RoutingRulesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RoutingRulesException(String source, String fault, @Nullable Throwable cause) {
        super("routing rules in " + source + ": " + fault, cause);
    }
}
