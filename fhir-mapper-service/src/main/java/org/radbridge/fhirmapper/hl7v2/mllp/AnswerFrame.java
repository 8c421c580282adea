package org.radbridge.fhirmapper.hl7v2.mllp;

import java.util.Optional;

/**
 * An acknowledgement, as far as a connection has to understand it.
 *
 * @param controlId MSA-2: the message that it acknowledges
 * @param content the whole of it
 */
public record AnswerFrame(String controlId, byte[] content) {

    /** Reads what came back; empty for what is no acknowledgement. */
    @FunctionalInterface
    public interface Reader {
        Optional<AnswerFrame> read(byte[] content);
    }
}
