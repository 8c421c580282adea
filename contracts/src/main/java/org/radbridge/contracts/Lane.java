package org.radbridge.contracts;

/**
 * The lane an event travels in: one Kafka topic per lane, so that an urgent study never queues
 * behind routine work.
 */
public enum Lane {
    /** Studies of high or stat priority, and everything that follows from them. */
    URGENT(".urgent"),
    /** Everything else. */
    ROUTINE("");

    private final String topicSuffix;

    Lane(String topicSuffix) {
        this.topicSuffix = topicSuffix;
    }

    /** What follows an event type's topic name: empty for the routine lane. */
    public String topicSuffix() {
        return topicSuffix;
    }
}
