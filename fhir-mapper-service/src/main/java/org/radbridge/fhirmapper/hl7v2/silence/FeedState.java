package org.radbridge.fhirmapper.hl7v2.silence;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a feed does.
 *
 * @param feed its name
 * @param lastMessage when it last sent; null when it never did
 * @param expectedUntil when its next message is due at the latest; null when none is
 * @param silent whether that is past
 */
@RegisterForReflection
public record FeedState(
        String feed,
        @Nullable Instant lastMessage,
        @Nullable Instant expectedUntil,
        boolean silent) {}
