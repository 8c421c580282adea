package org.radbridge.fhirmapper.hl7v2.acknowledgement;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.radbridge.fhirmapper.hl7v2.er7.Er7FormatException;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Message;

/**
 * An acknowledgement that came back.
 *
 * @param code MSA-1
 * @param controlId MSA-2: which message it acknowledges
 */
public record Acknowledgement(AcknowledgementCode code, String controlId) {

    /** Reads one; empty for what is none. */
    public static Optional<Acknowledgement> of(byte[] content) {
        try {
            Er7Message message = Er7Message.parse(new String(content, StandardCharsets.ISO_8859_1));
            return message.first("MSA")
                    .flatMap(msa ->
                            msa.value(1)
                                    .flatMap(AcknowledgementCode::of)
                                    .flatMap(code ->
                                            msa.value(2).map(id -> new Acknowledgement(code, id))));
        } catch (Er7FormatException _) {
            return Optional.empty();
        }
    }
}
