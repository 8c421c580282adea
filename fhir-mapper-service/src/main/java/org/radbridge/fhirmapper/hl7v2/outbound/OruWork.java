package org.radbridge.fhirmapper.hl7v2.outbound;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Config;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Failure;
import org.radbridge.fhirmapper.mapping.ResultMapping;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.result.ResultListener;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Makes the messages that a changed result asks for, one for each destination. What is made is kept
 * as it is: every attempt to send it sends the same.
 */
@ApplicationScoped
public class OruWork implements WorkHandler, ResultListener {
    /** The kind of this work; its key is the destination and the study. */
    public static final String KIND = "make-oru";

    private static final int CONCURRENCY = 4;

    private final Destinations destinations;
    private final StudyResults results;
    private final FactReader facts;
    private final OutboundMessages messages;
    private final WorkQueue queue;
    private final Database database;
    private final ComputePool compute;
    private final ResultMapping mapping;
    private final OruMessage.Sender sender;

    OruWork(
            Destinations destinations,
            StudyResults results,
            FactReader facts,
            OutboundMessages messages,
            WorkQueue queue,
            Database database,
            ComputePool compute,
            SiteConfig site,
            Hl7v2Config config) {
        this.destinations = destinations;
        this.results = results;
        this.facts = facts;
        this.messages = messages;
        this.queue = queue;
        this.database = database;
        this.compute = compute;
        this.mapping = new ResultMapping(site.settings());
        this.sender =
                new OruMessage.Sender(
                        config.application(), config.facility(), byIssuer(config.authorities()));
    }

    /** The other way round; of several authorities that stand for one issuer, the first by name. */
    private static Map<String, String> byIssuer(Map<String, String> authorities) {
        return authorities.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .collect(
                        Collectors.toMap(
                                Map.Entry::getValue, Map.Entry::getKey, (first, _) -> first));
    }

    /**
     * What the work is about.
     *
     * @param destination where the message goes
     * @param change which edition of which result it tells
     */
    public record Payload(String destination, ResultChange change) {}

    @Override
    public Uni<Void> changed(Mutiny.Session session, ResultChange change) {
        return enqueue(session, change, destinations.all().iterator());
    }

    private Uni<Void> enqueue(
            Mutiny.Session session, ResultChange change, Iterator<Destination> to) {
        if (!to.hasNext()) {
            return Uni.createFrom().voidItem();
        }
        String name = to.next().name();
        WorkRequest request =
                WorkRequest.of(
                                KIND,
                                name + " " + change.studyInstanceUid(),
                                name + " " + change.id(),
                                new Payload(name, change))
                        .withPriority(WorkPriority.of(change.lane()));
        return queue.enqueue(session, request).chain(() -> enqueue(session, change, to));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return CONCURRENCY;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        Payload payload = item.payload(Payload.class);
        Destination destination =
                destinations
                        .of(payload.destination())
                        .orElseThrow(() ->
                                new PermanentFailure(
                                        Hl7v2Failure.UNREACHABLE,
                                        "there is no destination " + payload.destination()));
        return database.inSession(session ->
                results.find(session, payload.change().studyInstanceUid())
                        .map(found -> found.filter(shown -> isOf(shown, payload.change())))
                        .chain(found ->
                                found.map(shown ->
                                                facts.read(session, shown)
                                                        .chain(of ->
                                                                compute.run(() ->
                                                                        message(destination, of)))
                                                        .map(message -> keep(message, payload)))
                                        // Another edition came meanwhile, and tells the whole of
                                        // it.
                                        .orElseGet(() -> Uni.createFrom().item(Commit.nothing()))));
    }

    private static boolean isOf(StudyResult shown, ResultChange change) {
        return shown.event().revision() == change.revision()
                && shown.review().edition() == change.edition();
    }

    private OutboundMessage message(Destination destination, ResultFacts of) {
        StudyResult result = of.result();
        String controlId = UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        String conclusion =
                mapping.conclusion(
                        result.event(), result.study(), result.issued(), result.review());
        Optional<byte[]> pdf =
                destination.documents()
                        ? Optional.of(
                                mapping.pdf(
                                        result.event(),
                                        result.study(),
                                        result.issued(),
                                        result.review(),
                                        of.pictures()))
                        : Optional.empty();
        String text =
                new OruMessage(sender, destination, of)
                        .write(controlId, Instant.now(), conclusion, pdf);
        return new OutboundMessage(
                UUID.randomUUID(),
                destination.name(),
                result.event().studyInstanceUid(),
                result.event().revision(),
                result.review().edition(),
                result.event().patient().key(),
                controlId,
                text.getBytes(destination.characterSet()),
                null,
                null);
    }

    private Commit keep(OutboundMessage message, Payload payload) {
        WorkRequest request =
                SendWork.request(message.destination(), message.id(), message.patient(), 0)
                        .withPriority(WorkPriority.of(payload.change().lane()));
        return session ->
                messages.put(session, message)
                        .chain(isNew ->
                                isNew
                                        ? queue.enqueue(session, request).replaceWithVoid()
                                        : Uni.createFrom().voidItem());
    }
}
