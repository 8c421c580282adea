package org.radbridge.kit.failure;

/**
 * A failure as it is stored and shown.
 *
 * @param id the stable id
 * @param detail what happened, without patient data
 */
public record Failure(String id, String detail) {
    private static final int LONGEST_DETAIL = 2000;

    /** Names any throwable; one without a stable id of its own gets the given one. */
    public static Failure of(Throwable cause, FailureId otherwise) {
        if (cause instanceof RadbridgeException known) {
            return new Failure(known.failureId().id(), shortened(known.detail()));
        }
        return new Failure(otherwise.id(), shortened(describe(cause)));
    }

    /**
     * The types only of a chain of causes: messages of others' exceptions may quote the data that
     * they failed on.
     */
    private static String describe(Throwable cause) {
        StringBuilder text = new StringBuilder(cause.getClass().getName());
        Throwable next = cause.getCause();
        for (int depth = 0; next != null && depth < 5; depth++) {
            text.append(" ← ").append(next.getClass().getName());
            next = next.getCause();
        }
        return text.toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
    }
}
