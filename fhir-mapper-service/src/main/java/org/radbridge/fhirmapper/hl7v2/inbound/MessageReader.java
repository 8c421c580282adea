package org.radbridge.fhirmapper.hl7v2.inbound;

import java.time.Instant;
import java.util.Optional;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Failure;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.ErrorCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.MessageHeader;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.RefusedMessageException;
import org.radbridge.fhirmapper.hl7v2.er7.Dtm;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Message;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Segment;
import org.radbridge.fhirmapper.identity.PatientMerge;
import org.radbridge.fhirmapper.identity.PatientUpdate;

/** Says what a feed's message asks for: computation only. */
final class MessageReader {
    private final FeedSettings feed;

    MessageReader(FeedSettings feed) {
        this.feed = feed;
    }

    /**
     * Reads a message.
     *
     * @throws RefusedMessageException when it is of a kind that is not taken, or lacks what it
     *     needs
     */
    Interpretation read(Er7Message message) {
        MessageHeader header = new MessageHeader(message.header());
        return switch (header.type()) {
            case "ADT" -> adt(header, message);
            case "ORM" -> orders(header, "O01", message);
            case "OMI" -> orders(header, "O23", message);
            default ->
                    throw RefusedMessageException.unsupported(
                            ErrorCode.UNSUPPORTED_MESSAGE_TYPE,
                            9,
                            "messages of this type are not taken");
        };
    }

    private Interpretation adt(MessageHeader header, Er7Message message) {
        AdtEvent event =
                AdtEvent.of(header.event())
                        .orElseThrow(() ->
                                RefusedMessageException.unsupported(
                                        ErrorCode.UNSUPPORTED_EVENT_CODE,
                                        9,
                                        "this event is not taken"));
        PatientSegment pid = new PatientSegment(segment(message, "PID"), feed);
        Instant recorded = recorded(header, message);
        PatientUpdate patient = new PatientUpdate(pid.patient(), recorded, pid::applyTo);
        if (event == AdtEvent.A40) {
            return new Interpretation.Merges(
                    message.groups("PID").stream().map(group -> merge(group, recorded)).toList());
        }
        return new Interpretation.Adt(
                patient,
                message.first("PV1")
                        .flatMap(pv1 ->
                                new VisitSegment(pv1, feed)
                                        .update(
                                                event,
                                                pid.patient(),
                                                recorded,
                                                occurred(message).orElse(recorded))));
    }

    private Interpretation orders(MessageHeader header, String event, Er7Message message) {
        if (!header.event().equals(event)) {
            throw RefusedMessageException.unsupported(
                    ErrorCode.UNSUPPORTED_EVENT_CODE, 9, "this event is not taken");
        }
        PatientSegment pid = new PatientSegment(segment(message, "PID"), feed);
        segment(message, "ORC");
        Instant recorded = recorded(header, message);
        PatientUpdate patient = new PatientUpdate(pid.patient(), recorded, pid::applyTo);
        return new Interpretation.Orders(
                pid.patient(),
                message.groups("ORC").stream()
                        .map(group -> new OrderSegments(group, feed).update(patient, recorded))
                        .toList());
    }

    private Interpretation.Merge merge(Er7Message group, Instant recorded) {
        PatientSegment pid = new PatientSegment(segment(group, "PID"), feed);
        PatientIdentifier merged = new PatientIds(feed).patient(segment(group, "MRG"), 1);
        return new Interpretation.Merge(
                new PatientUpdate(pid.patient(), recorded, pid::applyTo),
                new PatientMerge(pid.patient(), merged, recorded));
    }

    /** EVN-2, else the time of the message. */
    private Instant recorded(MessageHeader header, Er7Message message) {
        return message.first("EVN")
                .flatMap(evn -> evn.value(2))
                .flatMap(text -> Dtm.of(text, feed.zone()))
                .map(Dtm::instant)
                .or(() -> header.time(feed.zone()))
                .orElseThrow(() ->
                        RefusedMessageException.missing(
                                "MSH", 7, "neither EVN-2 nor MSH-7 holds a time"));
    }

    private Optional<Instant> occurred(Er7Message message) {
        return message.first("EVN")
                .flatMap(evn -> evn.value(6))
                .flatMap(text -> Dtm.of(text, feed.zone()))
                .map(Dtm::instant);
    }

    private static Er7Segment segment(Er7Message message, String name) {
        return message.first(name)
                .orElseThrow(() ->
                        new RefusedMessageException(
                                AcknowledgementCode.AE,
                                Hl7v2Failure.REQUIRED_FIELD,
                                ErrorCode.SEGMENT_SEQUENCE_ERROR,
                                name,
                                "there is no " + name + " segment"));
    }
}
