package org.radbridge.fhirmapper.hl7v2.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Config;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Failure;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementMode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementWriter;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementWriter.Fault;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.ErrorCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.MessageHeader;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.RefusedMessageException;
import org.radbridge.fhirmapper.hl7v2.er7.CharacterSets;
import org.radbridge.fhirmapper.hl7v2.er7.Er7FormatException;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Message;
import org.radbridge.fhirmapper.hl7v2.mllp.MllpAnswer;
import org.radbridge.fhirmapper.hl7v2.mllp.MllpService;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.WorkQueue;

/**
 * Takes a message: reads it as far as its sender has to be told, keeps it, whatever it is, and
 * answers once that is durable.
 */
@ApplicationScoped
public class InboundService implements MllpService {
    private static final Logger LOG = Logger.getLogger(InboundService.class);
    private static final String RESOURCE = "hl7v2-message";

    /** How long a sender in enhanced mode may wait for the application's word. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Feeds feeds;
    private final InboundMessages messages;
    private final Outcomes outcomes;
    private final WorkQueue queue;
    private final AuditLog audit;
    private final Database database;
    private final ComputePool compute;
    private final MeterRegistry meters;
    private final AcknowledgementWriter writer;
    private final Duration answerWithin;

    public InboundService(
            Feeds feeds,
            InboundMessages messages,
            Outcomes outcomes,
            WorkQueue queue,
            AuditLog audit,
            Database database,
            ComputePool compute,
            MeterRegistry meters,
            Hl7v2Config config) {
        this.feeds = feeds;
        this.messages = messages;
        this.outcomes = outcomes;
        this.queue = queue;
        this.audit = audit;
        this.database = database;
        this.compute = compute;
        this.meters = meters;
        this.writer = new AcknowledgementWriter(config.application(), config.facility());
        this.answerWithin = config.listen().answerWithin();
    }

    /** A message with what it asks for, or why it is refused. */
    private record Read(
            ReceivedMessage message,
            Optional<Interpretation> content,
            Optional<RefusedMessageException> refused) {}

    @Override
    public Uni<MllpAnswer> received(byte[] body, String address) {
        return compute.run(() -> read(body, address))
                .chain(read ->
                        database.inTransaction(session -> keep(session, read))
                                .chain(kept -> answer(read, kept)));
    }

    private Read read(byte[] body, String address) {
        MessageHeader header;
        try {
            header = MessageHeader.of(body);
        } catch (Er7FormatException e) {
            ReceivedMessage message =
                    new ReceivedMessage(Optional.empty(), Optional.empty(), body, address);
            return new Read(message, Optional.empty(), Optional.of(unreadable(e)));
        }
        ReceivedMessage message =
                new ReceivedMessage(Optional.of(header), feeds.of(header), body, address);
        try {
            return new Read(message, Optional.of(content(message, header)), Optional.empty());
        } catch (RefusedMessageException e) {
            return new Read(message, Optional.empty(), Optional.of(e));
        } catch (Er7FormatException e) {
            return new Read(message, Optional.empty(), Optional.of(unreadable(e)));
        } catch (RadbridgeException e) {
            return new Read(
                    message,
                    Optional.empty(),
                    Optional.of(
                            new RefusedMessageException(
                                    AcknowledgementCode.AE,
                                    Hl7v2Failure.CHARACTER_SET,
                                    ErrorCode.DATA_TYPE_ERROR,
                                    "MSH^1^18",
                                    e.detail())));
        }
    }

    private Interpretation content(ReceivedMessage message, MessageHeader header) {
        String feed =
                message.feed()
                        .orElseThrow(() ->
                                new RefusedMessageException(
                                        AcknowledgementCode.AR,
                                        Hl7v2Failure.UNKNOWN_SENDER,
                                        ErrorCode.TABLE_VALUE_NOT_FOUND,
                                        "MSH^1^3",
                                        "no feed is configured for this sender"));
        if (header.controlId().isEmpty()) {
            throw RefusedMessageException.missing("MSH", 10, "no message control id");
        }
        if (!header.version().startsWith("2.")) {
            throw RefusedMessageException.unsupported(
                    ErrorCode.UNSUPPORTED_VERSION_ID, 12, "this version is not taken");
        }
        if (!feeds.takes(feed, header)) {
            throw RefusedMessageException.unsupported(
                    ErrorCode.UNSUPPORTED_PROCESSING_ID, 11, "this processing id is not taken");
        }
        String text = CharacterSets.decode(message.body(), feeds.characterSet(feed, header));
        return new MessageReader(feeds.settings(feed)).read(Er7Message.parse(text));
    }

    private static RefusedMessageException unreadable(Er7FormatException cause) {
        return new RefusedMessageException(
                AcknowledgementCode.AR,
                Hl7v2Failure.UNREADABLE,
                ErrorCode.SEGMENT_SEQUENCE_ERROR,
                "MSH",
                cause.detail());
    }

    private Uni<KeptMessage> keep(Mutiny.Session session, Read read) {
        return messages.put(session, read.message(), read.refused())
                .call(kept -> audit.record(session, record(read, kept)))
                .chain(kept ->
                        read.content()
                                .map(content -> apply(session, read.message(), kept, content))
                                .orElseGet(() -> Uni.createFrom().item(kept)));
    }

    /** A message that is new; or one that was refused before the feed was set up to take it. */
    private Uni<KeptMessage> apply(
            Mutiny.Session session,
            ReceivedMessage message,
            KeptMessage kept,
            Interpretation content) {
        if (!kept.repeated()) {
            return enqueue(session, kept.id(), kept.id().toString(), content).replaceWith(kept);
        }
        if (kept.state() != InboundState.REFUSED) {
            return Uni.createFrom().item(kept);
        }
        return messages.again(session, kept.id(), message.feed().orElseThrow())
                .chain(() -> enqueue(session, kept.id(), UUID.randomUUID().toString(), content))
                .replaceWith(kept.waiting());
    }

    private Uni<Void> enqueue(
            Mutiny.Session session, UUID id, String dedupeId, Interpretation content) {
        String patient = content.patients().getFirst().key();
        return messages.about(session, id, content.patients())
                .chain(() -> queue.enqueue(session, InboundWork.request(id, patient, dedupeId)))
                .replaceWithVoid();
    }

    /**
     * Reads a refused message again, and applies it if it is to be taken now.
     *
     * @return why it is still refused; empty when it is not
     */
    public Uni<Optional<RefusedMessageException>> retry(Mutiny.Session session, UUID id) {
        return messages.body(session, id)
                .chain(found ->
                        found.map(body ->
                                        compute.run(() -> read(body.bytes(), body.address()))
                                                .chain(read -> retry(session, id, read)))
                                .orElseThrow(() ->
                                        new RadbridgeException(
                                                KitFailure.NOT_FOUND, "no message is " + id)));
    }

    private Uni<Optional<RefusedMessageException>> retry(
            Mutiny.Session session, UUID id, Read read) {
        if (read.refused().isPresent()) {
            return Uni.createFrom().item(read.refused());
        }
        return messages.again(session, id, read.message().feed().orElseThrow())
                .chain(waits ->
                        waits
                                ? enqueue(
                                        session,
                                        id,
                                        UUID.randomUUID().toString(),
                                        read.content().orElseThrow())
                                : Uni.createFrom().voidItem())
                .replaceWith(Optional.empty());
    }

    private AuditRecorded record(Read read, KeptMessage kept) {
        ReceivedMessage message = read.message();
        String sender = message.feed().orElseGet(message::application);
        AuditEntry entry =
                audit.entry(
                                sender.isEmpty() ? "unknown" : sender,
                                message.address(),
                                read.refused().isPresent() && message.feed().isEmpty()
                                        ? Action.SECURITY_ALERT
                                        : Action.TRANSFER,
                                RESOURCE)
                        .resourceId(kept.id().toString())
                        .patient(
                                read.content()
                                        .map(content -> content.patients().getFirst())
                                        .orElse((PatientIdentifier) null));
        read.refused().ifPresent(refused -> entry.refused(refused.failureId()));
        return entry.build();
    }

    private Uni<MllpAnswer> answer(Read read, KeptMessage kept) {
        count(read, kept);
        Optional<MessageHeader> header = read.message().header();
        AcknowledgementMode mode =
                header.map(MessageHeader::mode)
                        .orElseGet(
                                () -> new AcknowledgementMode(Optional.empty(), Optional.empty()));
        if (mode.isOriginal()) {
            return outcomes.of(kept, answerWithin)
                    .map(outcome ->
                            MllpAnswer.of(
                                    acknowledgement(
                                            header, application(outcome), outcome.fault())));
        }
        AcknowledgementCode committed = committed(kept, mode);
        Optional<byte[]> now =
                mode.wantsAccept(committed)
                        ? Optional.of(
                                acknowledgement(
                                        header,
                                        committed,
                                        committed.isAccepted() ? Optional.empty() : kept.fault()))
                        : Optional.empty();
        return Uni.createFrom().item(new MllpAnswer(now, later(header, kept, mode, committed)));
    }

    /** Content that is at fault was still received, if the sender is to hear of the fault later. */
    private static AcknowledgementCode committed(KeptMessage kept, AcknowledgementMode mode) {
        AcknowledgementCode code =
                kept.state() == InboundState.REFUSED
                        ? kept.code().orElse(AcknowledgementCode.AE)
                        : AcknowledgementCode.AA;
        boolean toldLater = code == AcknowledgementCode.AE && mode.wantsApplication(code);
        return toldLater ? AcknowledgementCode.CA : code.committed();
    }

    private Uni<Optional<byte[]>> later(
            Optional<MessageHeader> header,
            KeptMessage kept,
            AcknowledgementMode mode,
            AcknowledgementCode committed) {
        if (mode.application().isEmpty() || !committed.isAccepted()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return outcomes.of(kept, LONGEST_WAIT)
                .map(outcome -> {
                    AcknowledgementCode code = application(outcome);
                    return outcome.state() != InboundState.WAITING && mode.wantsApplication(code)
                            ? Optional.of(acknowledgement(header, code, outcome.fault()))
                            : Optional.empty();
                });
    }

    /** What waits will be applied, however long it takes: it is kept, and that is what AA says. */
    private static AcknowledgementCode application(KeptMessage outcome) {
        return outcome.code().orElse(AcknowledgementCode.AA);
    }

    private byte[] acknowledgement(
            Optional<MessageHeader> header, AcknowledgementCode code, Optional<Fault> fault) {
        return writer.write(
                header.orElse(null),
                code,
                UUID.randomUUID().toString().replace("-", "").substring(0, 20),
                Instant.now(),
                fault);
    }

    private void count(Read read, KeptMessage kept) {
        read.refused()
                .ifPresent(refused ->
                        LOG.warnf(
                                "%s: message %s of %s is refused: %s",
                                refused.failureId().id(),
                                kept.id(),
                                read.message().feed().orElse("an unknown sender"),
                                refused.detail()));
        meters.counter(
                        "radbridge.hl7v2.received",
                        "feed",
                        read.message().feed().orElse("unknown"),
                        "outcome",
                        kept.repeated()
                                ? "repeated"
                                : read.refused().isPresent() ? "refused" : "kept")
                .increment();
    }
}
