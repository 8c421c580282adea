package org.radbridge.fhirmapper.hl7v2.acknowledgement;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.radbridge.fhirmapper.hl7v2.er7.Dtm;
import org.radbridge.fhirmapper.hl7v2.er7.Er7FormatException;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Message;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Segment;

/**
 * An MSH segment (section 2.14.9): what can be said of a message before it is understood.
 *
 * @param segment the segment, in ASCII
 */
public record MessageHeader(Er7Segment segment) {
    /** Nobody's MSH is longer; what is, is no message. */
    private static final int LONGEST = 4096;

    /**
     * Reads the first segment of a message.
     *
     * @throws Er7FormatException when it is none
     */
    public static MessageHeader of(byte[] message) {
        int end = 0;
        while (end < message.length && message[end] != '\r' && message[end] != '\n') {
            end++;
        }
        if (end > LONGEST) {
            throw new Er7FormatException("its first segment is longer than an MSH");
        }
        String line = new String(message, 0, end, StandardCharsets.ISO_8859_1);
        return new MessageHeader(Er7Message.parse(line).header());
    }

    public String sendingApplication() {
        return segment.value(3).orElse("");
    }

    public String sendingFacility() {
        return segment.value(4).orElse("");
    }

    public Optional<Instant> time(ZoneId zone) {
        return segment.value(7).flatMap(text -> Dtm.of(text, zone)).map(Dtm::instant);
    }

    /** MSH-9.1, for example {@code ADT}. */
    public String type() {
        return segment.value(9, 1).orElse("");
    }

    /** MSH-9.2, for example {@code A01}. */
    public String event() {
        return segment.value(9, 2).orElse("");
    }

    /** Type and event, for example {@code ADT^A01}. */
    public String kind() {
        return event().isEmpty() ? type() : type() + "^" + event();
    }

    public String controlId() {
        return segment.value(10).orElse("");
    }

    public String processingId() {
        return segment.value(11).orElse("");
    }

    public String version() {
        return segment.value(12).orElse("");
    }

    public AcknowledgementMode mode() {
        return new AcknowledgementMode(segment.value(15), segment.value(16));
    }

    public Optional<String> characterSet() {
        return segment.value(18);
    }
}
