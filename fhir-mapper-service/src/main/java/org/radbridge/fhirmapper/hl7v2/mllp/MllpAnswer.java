package org.radbridge.fhirmapper.hl7v2.mllp;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * What a received message is answered with.
 *
 * @param now before the next message is taken; empty for nothing
 * @param later whenever it comes, while the connection lasts; empty for nothing
 */
public record MllpAnswer(Optional<byte[]> now, Uni<Optional<byte[]>> later) {

    public static MllpAnswer of(byte[] now) {
        return new MllpAnswer(Optional.of(now), Uni.createFrom().item(Optional.empty()));
    }
}
