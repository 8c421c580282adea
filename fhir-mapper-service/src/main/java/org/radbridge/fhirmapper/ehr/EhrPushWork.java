package org.radbridge.fhirmapper.ehr;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.result.ResultListener;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.Failure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Sends each edition of a study's result to each configured server, in order per study, until it is
 * accepted; an edition that another has replaced is passed over. What a server refuses is parked
 * for an operator.
 */
@ApplicationScoped
public class EhrPushWork implements WorkHandler, ResultListener {
    /** The kind of this work; its key is the destination and the study. */
    public static final String KIND = "push-to-ehr";

    private static final Logger LOG = Logger.getLogger(EhrPushWork.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(100);

    private final WorkQueue queue;
    private final StudyResults results;
    private final StudyRecord studyRecord;
    private final Introductions introductions;
    private final EhrDeliveries deliveries;
    private final AuditLog auditLog;
    private final Database database;
    private final ComputePool compute;
    private final EhrConfig config;
    private final Map<String, EhrServer> servers = new TreeMap<>();

    EhrPushWork(
            Vertx vertx,
            WorkQueue queue,
            StudyResults results,
            StudyRecord studyRecord,
            Introductions introductions,
            EhrDeliveries deliveries,
            AuditLog auditLog,
            Database database,
            ComputePool compute,
            EhrConfig config) {
        this.queue = queue;
        this.results = results;
        this.studyRecord = studyRecord;
        this.introductions = introductions;
        this.deliveries = deliveries;
        this.auditLog = auditLog;
        this.database = database;
        this.compute = compute;
        this.config = config;
        config.destinations()
                .forEach((name, destination) ->
                        servers.put(name, new EhrServer(vertx, destination, compute)));
    }

    /**
     * What the work is about.
     *
     * @param destination where it is sent
     * @param change the result that is sent
     */
    public record Payload(String destination, ResultChange change) {}

    @Override
    public Uni<Void> changed(Mutiny.Session session, ResultChange change) {
        return note(session, change, change.id());
    }

    /** The documents travel inside: the same edition is sent once more. */
    @Override
    public Uni<Void> documented(Mutiny.Session session, ResultChange change) {
        return note(session, change, change.id() + "/documents");
    }

    private Uni<Void> note(Mutiny.Session session, ResultChange change, String id) {
        Uni<Void> noted = Uni.createFrom().voidItem();
        for (String destination : servers.keySet()) {
            noted = noted.chain(() -> note(session, destination, change, id));
        }
        return noted;
    }

    private Uni<Void> note(
            Mutiny.Session session, String destination, ResultChange change, String id) {
        return queue.enqueue(
                        session,
                        WorkRequest.of(
                                        KIND,
                                        destination + "/" + change.studyInstanceUid(),
                                        destination + "/" + id,
                                        new Payload(destination, change))
                                .withPriority(WorkPriority.of(change.lane())))
                .replaceWithVoid();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return config.concurrency();
    }

    @Override
    public RetryPolicy retry() {
        return new RetryPolicy(FIRST_DELAY, config.longestDelay(), 1).withoutEnd();
    }

    @Override
    public Duration timeLimit() {
        return TIME_LIMIT;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        Payload payload = item.payload(Payload.class);
        ResultChange change = payload.change();
        EhrServer server = servers.get(payload.destination());
        if (server == null) {
            return Uni.createFrom()
                    .failure(
                            new PermanentFailure(
                                    EhrFailure.UNKNOWN, payload.destination() + " is gone"));
        }
        return database.inSession(session -> results.find(session, change.studyInstanceUid()))
                .map(found -> found.filter(result -> result.change().equals(change)))
                .chain(found ->
                        found.map(result -> send(item, payload, server, result))
                                .orElseGet(() -> superseded(payload)));
    }

    private Uni<Commit> send(WorkItem item, Payload payload, EhrServer server, StudyResult result) {
        return bundle(payload, server)
                .call(bundle ->
                        introductions.ensure(
                                payload.destination(),
                                bundle.shared(),
                                unknown -> server.send(bundle.json(unknown), unknown.size())))
                .chain(bundle ->
                        compute.run(bundle::json).chain(json -> server.send(json, bundle.size())))
                .onFailure(EhrPushWork::unreachable)
                .invoke(() -> introductions.forget(payload.destination()))
                .replaceWith(() -> accepted(item, payload, result));
    }

    /** Who was away may come back empty. */
    private static boolean unreachable(Throwable failure) {
        return failure instanceof RadbridgeException known
                && known.failureId() == EhrFailure.UNREACHABLE;
    }

    private Uni<TransactionBundle> bundle(Payload payload, EhrServer server) {
        return database.inSession(
                        session -> studyRecord.of(session, payload.change().studyInstanceUid()))
                .map(resources ->
                        new TransactionBundle(resources, server.destination().resources()));
    }

    private Commit accepted(WorkItem item, Payload payload, StudyResult result) {
        return session ->
                deliveries
                        .put(session, payload.destination(), payload.change(), item.attempt())
                        .chain(() ->
                                auditLog.record(
                                        session,
                                        auditLog.entry(
                                                        "ehr:" + payload.destination(),
                                                        null,
                                                        Action.TRANSFER,
                                                        "DiagnosticReport")
                                                .patient(result.event().patient())
                                                .study(result.event().studyInstanceUid())
                                                .build()));
    }

    /** What was refused may be because the server lost what it was told of: it is told anew. */
    @Override
    public Uni<Void> parked(Mutiny.Session session, WorkItem item, Failure failure) {
        introductions.forget(item.payload(Payload.class).destination());
        return Uni.createFrom().voidItem();
    }

    private static Uni<Commit> superseded(Payload payload) {
        LOG.infof(
                "study %s: edition %d of its result is superseded before %s was told",
                payload.change().studyInstanceUid(),
                payload.change().edition(),
                payload.destination());
        return Uni.createFrom().item(Commit.nothing());
    }

    @PreDestroy
    void stop() {
        servers.values().forEach(EhrServer::close);
    }
}
