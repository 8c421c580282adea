package org.radbridge.kit.failure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Problem details (RFC 9457 §3.1).
 *
 * @param type {@code urn:radbridge:failure:} and the stable failure id
 * @param title the same sentence for every occurrence
 * @param status the HTTP status
 * @param detail what happened this time, without patient data
 * @param instance names this occurrence; the log has it too
 */
@RegisterForReflection
@JsonPropertyOrder({"type", "title", "status", "detail", "instance"})
public record Problem(String type, String title, int status, String detail, String instance) {
    /** The media type of its JSON form. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:radbridge:failure:";

    static Problem of(FailureId failure, int status, String detail, String instance) {
        return new Problem(TYPE_PREFIX + failure.id(), failure.title(), status, detail, instance);
    }

    /** The stable failure id. */
    @JsonIgnore
    public String failureId() {
        return type.substring(TYPE_PREFIX.length());
    }
}
