package org.radbridge.ingest.ae;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an application entity called last, since this process started.
 *
 * @param acceptedAt when it was let in last
 * @param acceptedFrom from where
 * @param rejectedAt when a caller of its title was sent away last
 * @param rejectedFrom from where
 * @param rejection why
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record LastContact(
        @Nullable Instant acceptedAt,
        @Nullable String acceptedFrom,
        @Nullable Instant rejectedAt,
        @Nullable String rejectedFrom,
        @Nullable String rejection) {

    static LastContact of(
            @Nullable LastContact before, String remoteHost, Optional<Refusal> refusal) {
        LastContact old = before == null ? new LastContact(null, null, null, null, null) : before;
        Instant now = Instant.now();
        return refusal.map(why ->
                        new LastContact(
                                old.acceptedAt(), old.acceptedFrom(), now, remoteHost, why.id()))
                .orElseGet(() ->
                        new LastContact(
                                now,
                                remoteHost,
                                old.rejectedAt(),
                                old.rejectedFrom(),
                                old.rejection()));
    }
}
