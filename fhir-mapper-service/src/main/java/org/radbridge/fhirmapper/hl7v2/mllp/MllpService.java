package org.radbridge.fhirmapper.hl7v2.mllp;

import io.smallrye.mutiny.Uni;

/** What is done with the messages of a port. */
@FunctionalInterface
public interface MllpService {

    /**
     * Takes a message, on an event loop. The next of the same connection waits for the answer. A
     * failure closes the connection without one, so that the message comes again.
     *
     * @param message the frame's content
     * @param address the sender's
     */
    Uni<MllpAnswer> received(byte[] message, String address);
}
