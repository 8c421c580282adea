package org.radbridge.ingest.priors;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.PriorStudy.Availability;
import org.radbridge.ingest.priors.PriorRows.Pending;
import org.radbridge.ingest.priors.PriorSettings.Archive;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.Failure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;

/**
 * Searches all archives for a study's priors, and fetches the best. An archive that fails does not
 * keep the others from being searched; it is asked again, and in the end an operator sees it among
 * the parked work.
 */
@ApplicationScoped
@RegisterForReflection(targets = PriorSearch.Request.class)
class PriorHandler implements WorkHandler {
    private static final Logger LOG = Logger.getLogger(PriorHandler.class);
    private static final String AUDITED = "instance";

    private final Database database;
    private final PriorsInForce inForce;
    private final PriorSources sources;
    private final AuditLog auditLog;

    PriorHandler(
            Database database, PriorsInForce inForce, PriorSources sources, AuditLog auditLog) {
        this.database = database;
        this.inForce = inForce;
        this.sources = sources;
        this.auditLog = auditLog;
    }

    @Override
    public String kind() {
        return PriorSearch.WORK;
    }

    @Override
    public int concurrency() {
        return 4;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(30);
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        String study = item.payload(PriorSearch.Request.class).studyInstanceUid();
        List<Failure> failures = new ArrayList<>();
        return database.inSession(session -> new PriorRows(session).subject(study))
                .chain(subject -> subject.map(s -> work(s, failures)).orElseGet(this::nothing))
                .map(_ -> ended(study, failures));
    }

    private Uni<Void> work(Subject subject, List<Failure> failures) {
        return search(subject, failures)
                .chain(best -> keep(subject, best))
                .chain(() ->
                        database.inSession(session ->
                                new PriorRows(session).pending(subject.studyInstanceUid())))
                .chain(pending -> fetch(subject, pending, failures));
    }

    private Commit ended(String study, List<Failure> failures) {
        if (!failures.isEmpty()) {
            throw new RadbridgeException(
                    PriorFailure.SEARCH_FAILED,
                    String.join("; ", failures.stream().map(Failure::detail).toList()));
        }
        return session -> new PriorRows(session).endSearch(study, true);
    }

    @Override
    public Uni<Void> parked(Mutiny.Session session, WorkItem item, Failure failure) {
        String study = item.payload(PriorSearch.Request.class).studyInstanceUid();
        return new PriorRows(session).endSearch(study, false);
    }

    // --- search

    private Uni<List<Candidate>> search(Subject subject, List<Failure> failures) {
        PriorSettings settings = inForce.settings();
        Uni<List<Candidate>> all =
                database.inSession(session -> new PriorRows(session).inIndex(subject))
                        .map(ArrayList::new);
        for (Archive archive : settings.archives()) {
            all =
                    all.call(found ->
                            sources.of(archive)
                                    .candidates(archive, subject, settings)
                                    .invoke(found::addAll)
                                    .onFailure()
                                    .recoverWithItem(failure -> {
                                        note(archive.name(), failure, failures);
                                        return List.of();
                                    }));
        }
        return all.map(found -> Candidate.best(found, subject, settings));
    }

    private Uni<Void> keep(Subject subject, List<Candidate> best) {
        return database.inTransaction(session -> {
            PriorRows rows = new PriorRows(session);
            Uni<Void> done = nothing();
            for (Candidate candidate : best) {
                if (!candidate.isStored()) {
                    done = done.chain(() -> rows.add(subject, candidate));
                }
            }
            return done;
        });
    }

    // --- fetch

    private Uni<Void> fetch(Subject subject, List<Pending> pending, List<Failure> failures) {
        Uni<Void> done = nothing();
        for (Pending prior : pending) {
            Optional<Archive> archive =
                    inForce.settings().archives().stream()
                            .filter(known -> known.name().equals(prior.source()))
                            .findFirst();
            done =
                    done.chain(() ->
                            archive.map(from -> fetch(subject, prior, from, failures))
                                    .orElseGet(() -> ended(prior, Availability.UNAVAILABLE)));
        }
        return done;
    }

    private Uni<Void> fetch(
            Subject subject, Pending prior, Archive archive, List<Failure> failures) {
        return auditLog.record(
                        auditLog.entry(archive.name(), null, Action.TRANSFER, AUDITED)
                                .patient(subject.patients().getFirst())
                                .study(prior.studyInstanceUid())
                                .build())
                .chain(() -> sources.of(archive).fetch(prior.studyInstanceUid()))
                .chain(() -> ended(prior, Availability.STORED))
                .onFailure()
                .recoverWithUni(failure -> {
                    note(archive.name(), failure, failures);
                    return ended(prior, Availability.UNAVAILABLE);
                });
    }

    private Uni<Void> ended(Pending prior, Availability state) {
        return database.inTransaction(
                session -> new PriorRows(session).endFetch(prior.studyInstanceUid(), state));
    }

    private static void note(String archive, Throwable cause, List<Failure> failures) {
        Failure failure = Failure.of(cause, PriorFailure.SEARCH_FAILED);
        failures.add(new Failure(failure.id(), archive + ": " + failure.detail()));
        LOG.warnf("%s: archive %s: %s", failure.id(), archive, failure.detail());
    }

    private Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
