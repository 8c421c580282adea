package org.radbridge.kit.failure;

/**
 * The stable name of a way to fail: the same in the response, the log, the metric and the runbook.
 * Each feature lists its own in an enum.
 */
public interface FailureId {
    /** Lower case words with hyphens, never changed once released: {@code study-not-found}. */
    String id();

    /** The HTTP status that a caller is answered with. */
    int status();

    /** One short sentence, the same for every occurrence. */
    String title();
}
