package org.radbridge.kit.inbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that could not be processed, kept as it came until an operator sends it again. */
@Entity
@Table(name = "kit_parked_event")
public class ParkedEvent {
    @Id private UUID id = new UUID(0, 0);

    @Column(nullable = false)
    private String channel = "";

    @Column(nullable = false)
    private String topic = "";

    @Column(name = "topic_offset", nullable = false)
    private String topicOffset = "";

    @Column(name = "event_id")
    private @Nullable String eventId;

    @Column(name = "event_type")
    private @Nullable String eventType;

    @Column(name = "message_key")
    private @Nullable String messageKey;

    @Column(nullable = false)
    private String headers = "";

    @Column(nullable = false)
    private byte[] body = {};

    @Column(name = "failure_id", nullable = false)
    private String failureId = "";

    @Column(name = "failure_detail", nullable = false)
    private String failureDetail = "";

    @Column(nullable = false)
    private int attempts;

    @Column(name = "parked_at", nullable = false)
    private Instant parkedAt = Instant.EPOCH;

    @Column(name = "retried_at")
    private @Nullable Instant retriedAt;

    /** For Hibernate. */
    protected ParkedEvent() {}

    public UUID id() {
        return id;
    }

    /** The messaging channel that could not process it. */
    public String channel() {
        return channel;
    }

    public String topic() {
        return topic;
    }

    /** CloudEvents type, if the record named one. */
    public @Nullable String eventType() {
        return eventType;
    }

    public String messageKey() {
        return messageKey == null ? "" : messageKey;
    }

    /** The record's headers, as a JSON object. */
    public String headers() {
        return headers;
    }

    public byte[] body() {
        return body.clone();
    }

    public String failureId() {
        return failureId;
    }

    public String failureDetail() {
        return failureDetail;
    }

    public int attempts() {
        return attempts;
    }

    public Instant parkedAt() {
        return parkedAt;
    }

    /** Whether it was sent again. */
    public boolean retried() {
        return retriedAt != null;
    }

    /** Notes that it was sent again. */
    public void markRetried(Instant at) {
        retriedAt = at;
    }
}
