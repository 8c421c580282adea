package org.radbridge.kit.failure;

import org.jspecify.annotations.Nullable;

/**
 * A throwable's types and stack traces, for the log. Only messages of our own failures are kept:
 * those of others' exceptions may quote the patient data that they failed on.
 */
public final class LoggableCause extends Throwable {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST_CAUSE = 8;

    private LoggableCause(String text, @Nullable Throwable cause, StackTraceElement[] trace) {
        super(text, cause);
        setStackTrace(trace);
    }

    /** The same chain of causes without others' messages. */
    public static LoggableCause of(Throwable failure) {
        return of(failure, 1);
    }

    private static LoggableCause of(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        return new LoggableCause(
                failure instanceof RadbridgeException
                        ? failure.toString()
                        : failure.getClass().getName(),
                cause == null || depth == DEEPEST_CAUSE ? null : of(cause, depth + 1),
                failure.getStackTrace());
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
