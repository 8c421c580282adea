package org.radbridge.kit.outbox;

/** The Kafka header names of CloudEvents 1.0 (Kafka protocol binding, binary content mode). */
public final class CloudEvents {
    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String TIME = "ce_time";
    public static final String SUBJECT = "ce_subject";
    public static final String CONTENT_TYPE = "content-type";

    /**
     * Present on an event that an operator sent again: the one service and channel that it is meant
     * for, as {@code service/channel}.
     */
    public static final String RETRY_FOR = "radbridge_retryfor";

    private CloudEvents() {}
}
