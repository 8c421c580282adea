package org.radbridge.fhirmapper.interaction;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.interaction.ResourceWriter.Outcome;
import org.radbridge.fhirmapper.interaction.Written.Effect;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.kit.access.AccessDecision.Denied;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;

/** Writes for the calling user, each in one transaction with its audit record. */
@ApplicationScoped
public class WriteInteractions {
    private static final int ATTEMPTS = 3;

    /** Serialization failure, deadlock, and two who make the same row at the same time. */
    private static final Set<String> CONTENTION = Set.of("40001", "40P01", "23505");

    /** {@code 1e200000} conforms to R4; PostgreSQL has no number of that size. */
    private static final Set<String> OUT_OF_RANGE = Set.of("22003");

    private static final int DEEPEST_CAUSE = 8;

    private final Database database;
    private final ResourceWriter writer;
    private final ResourceQueries queries;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    WriteInteractions(
            Database database,
            ResourceWriter writer,
            ResourceQueries queries,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.database = database;
        this.writer = writer;
        this.queries = queries;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * What came of a write.
     *
     * @param resource what is there now, as far as the caller may see it; empty when nothing, or
     *     when it was not asked for
     */
    public record Answer(Written written, Optional<StoredResource> resource) {}

    /** Work of the same transaction that comes after the writes. */
    @FunctionalInterface
    public interface Afterwards<T> {
        Uni<T> run(Mutiny.Session session, Caller caller, List<Answer> answers);
    }

    /**
     * Writes one resource.
     *
     * @param representation whether the resource is wanted back
     */
    public Uni<Answer> write(Write write, boolean representation) {
        return write(
                List.of(write),
                representation,
                (_, _, answers) -> Uni.createFrom().item(answers.getFirst()));
    }

    /** Writes all or nothing, and does the rest in the same transaction. */
    public <T> Uni<T> write(List<Write> writes, boolean representation, Afterwards<T> rest) {
        Caller caller = currentCaller.get();
        List<AuditEntry> audits = new ArrayList<>();
        writes.forEach(write -> audits.add(auditLog.entry(caller, action(write), write.type())));
        return database.inTransaction(session ->
                        writer.apply(session, caller, writes)
                                .call(outcomes -> record(session, audits, outcomes))
                                .chain(outcomes ->
                                        answers(session, caller, outcomes, representation))
                                .chain(answers -> rest.run(session, caller, answers)))
                .onFailure(WriteInteractions::contended)
                .retry()
                .atMost(ATTEMPTS)
                .onFailure(WriteInteractions::contended)
                .transform(
                        e -> new RadbridgeException(WriteFailure.BUSY, "try again in a moment", e))
                .onFailure(failure -> hasState(failure, OUT_OF_RANGE))
                .transform(e ->
                        new RadbridgeException(
                                WriteFailure.INVALID_BODY, "a number is out of all range", e))
                .onFailure(WriteInteractions::refusal)
                .call(failure -> refused(audits, (RadbridgeException) failure));
    }

    private static Action action(Write write) {
        return switch (write) {
            case Write.Create _ -> Action.CREATE;
            case Write.Update _, Write.Patch _ -> Action.UPDATE;
            case Write.Delete _ -> Action.DELETE;
        };
    }

    private Uni<Void> record(
            Mutiny.Session session, List<AuditEntry> audits, List<Outcome> outcomes) {
        List<AuditRecorded> records = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            Written written = outcome.written();
            records.add(
                    audits.get(i)
                            .resourceId(written.version() == 0 ? null : written.key().id())
                            .patient(outcome.owner().orElse(null))
                            .build());
        }
        return auditLog.record(session, records);
    }

    /** A refusal of the policy is put on record where it becomes a response. */
    private static boolean refusal(Throwable failure) {
        return failure instanceof RadbridgeException && !(failure instanceof AccessDenied);
    }

    private Uni<Void> refused(List<AuditEntry> audits, RadbridgeException failure) {
        return inOrder(
                audits.stream()
                        .map(audit -> auditLog.record(audit.refused(failure.failureId()).build()))
                        .toList());
    }

    private static Uni<Void> inOrder(List<Uni<Void>> steps) {
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(step -> step)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<List<Answer>> answers(
            Mutiny.Session session, Caller caller, List<Outcome> outcomes, boolean representation) {
        return Multi.createFrom()
                .iterable(outcomes)
                .onItem()
                .transformToUniAndConcatenate(outcome ->
                        representation
                                ? shown(session, caller, outcome.written())
                                : Uni.createFrom()
                                        .item(new Answer(outcome.written(), Optional.empty())))
                .collect()
                .asList();
    }

    private Uni<Answer> shown(Mutiny.Session session, Caller caller, Written written) {
        if (written.effect() == Effect.DELETED || written.effect() == Effect.ABSENT) {
            return Uni.createFrom().item(new Answer(written, Optional.empty()));
        }
        return switch (policy.decide(caller, written.key().type())) {
            case Denied _ -> Uni.createFrom().item(new Answer(written, Optional.empty()));
            case Granted granted ->
                    queries.read(
                                    session,
                                    written.key().type(),
                                    written.key().id(),
                                    new AccessScope(granted, caller.patientId()))
                            .map(resource -> new Answer(written, resource));
        };
    }

    private static boolean contended(Throwable failure) {
        return hasState(failure, CONTENTION);
    }

    private static boolean hasState(Throwable failure, Set<String> states) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            @Nullable String state =
                    switch (cause) {
                        case PgException client -> client.getSqlState();
                        case SQLException session -> session.getSQLState();
                        default -> null;
                    };
            if (state != null && states.contains(state)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
