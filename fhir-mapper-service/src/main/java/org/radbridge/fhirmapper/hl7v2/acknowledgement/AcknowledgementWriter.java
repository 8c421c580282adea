package org.radbridge.fhirmapper.hl7v2.acknowledgement;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.hl7v2.er7.Dtm;
import org.radbridge.fhirmapper.hl7v2.er7.SegmentWriter;

/** Writes acknowledgements: MSH, MSA, and ERR where something is wrong (section 2.9). */
public final class AcknowledgementWriter {
    private final String application;
    private final String facility;

    /**
     * @param application our MSH-3
     * @param facility our MSH-4
     */
    public AcknowledgementWriter(String application, String facility) {
        this.application = application;
        this.facility = facility;
    }

    /**
     * What is wrong with a message, as its sender is told.
     *
     * @param error from table 0357
     * @param location as {@code PID^1^3}; empty when it cannot be said
     * @param failureId our stable id, for those who ask us about it
     * @param text one sentence without patient data
     */
    public record Fault(ErrorCode error, String location, String failureId, String text) {}

    /**
     * Writes one; ASCII, whatever the message was in.
     *
     * @param header the message's header; null when it could not be read
     * @param code what became of it
     * @param controlId our control id of the acknowledgement itself
     */
    public byte[] write(
            @Nullable MessageHeader header,
            AcknowledgementCode code,
            String controlId,
            Instant now,
            Optional<Fault> fault) {
        StringBuilder text =
                new StringBuilder(msh(header, controlId, now).write())
                        .append(
                                SegmentWriter.of("MSA")
                                        .field(1, code.name())
                                        .field(2, header == null ? "" : header.controlId())
                                        .field(3, fault.map(Fault::text).orElse(null))
                                        .write());
        fault.ifPresent(what -> text.append(err(what)));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private SegmentWriter msh(@Nullable MessageHeader header, String controlId, Instant now) {
        SegmentWriter msh =
                SegmentWriter.header()
                        .field(3, application)
                        .field(4, facility)
                        .field(7, Dtm.write(now))
                        .field(10, controlId);
        if (header == null) {
            return msh.components(9, "ACK").field(11, "P").field(12, "2.5.1");
        }
        String event = header.event();
        return msh.field(5, header.sendingApplication())
                .field(6, header.sendingFacility())
                .components(9, "ACK", event.isEmpty() ? null : event, "ACK")
                .field(11, header.processingId().isEmpty() ? "P" : header.processingId())
                .field(12, header.version().isEmpty() ? "2.5.1" : header.version());
    }

    private static String err(Fault fault) {
        return SegmentWriter.of("ERR")
                .encoded(2, fault.location())
                .components(
                        3, Integer.toString(fault.error().code()), fault.error().text(), "HL70357")
                .field(4, "E")
                .components(5, fault.failureId(), fault.text(), "99RADBRIDGE")
                .field(7, fault.text())
                .write();
    }
}
