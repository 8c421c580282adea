package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.interaction.CallerScopes;
import org.radbridge.fhirmapper.reading.ReadingAction;
import org.radbridge.fhirmapper.reading.ReadingDesk;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.PooledStatements;
import org.radbridge.fhirmapper.store.Statements;
import org.radbridge.fhirmapper.store.Workitem;
import org.radbridge.fhirmapper.store.WorkitemFilter;
import org.radbridge.fhirmapper.store.WorkitemQueries;
import org.radbridge.fhirmapper.store.WorkitemState;
import org.radbridge.fhirmapper.ups.StateChange;
import org.radbridge.fhirmapper.ups.UpsFailure;
import org.radbridge.fhirmapper.ups.Workitems;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** Workitems for those who read results: whoever may review may see what there is to read. */
@ApplicationScoped
class WorkitemInteractions {
    private static final String POLICY_RESOURCE = "review";
    private static final String TASK = "Task";
    private static final String AUDITED = "workitem";

    private final Database database;
    private final PooledStatements statements;
    private final WorkitemQueries queries;
    private final Workitems workitems;
    private final ReadingDesk desk;
    private final AccessPolicy policy;
    private final CallerScopes scopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    WorkitemInteractions(
            Database database,
            PooledStatements statements,
            WorkitemQueries queries,
            Workitems workitems,
            ReadingDesk desk,
            AccessPolicy policy,
            CallerScopes scopes,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.database = database;
        this.statements = statements;
        this.queries = queries;
        this.workitems = workitems;
        this.desk = desk;
        this.policy = policy;
        this.scopes = scopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** A page of workitems, and one more if there are more. */
    Uni<List<Workitem>> search(WorkitemFilter filter, String query) {
        Caller caller = currentCaller.get();
        AuditEntry audit = auditLog.entry(caller, Action.QUERY, AUDITED).query(query);
        return queries.find(statements, filter, scope(caller))
                .call(() -> auditLog.record(audit.build()));
    }

    /** A workitem. */
    Uni<Workitem> read(String uid) {
        Caller caller = currentCaller.get();
        AuditEntry audit = auditLog.entry(caller, Action.READ, AUDITED).resourceId(uid);
        return queries.find(statements, WorkitemFilter.of(uid), scope(caller))
                .map(found -> found.stream().findFirst())
                .call(found -> auditLog.record(read(audit, found)))
                .map(found -> found.orElseThrow(WorkitemInteractions::unknown));
    }

    private static AuditRecorded read(AuditEntry audit, Optional<Workitem> found) {
        return found.map(workitem ->
                        audit.patient(workitem.owner().orElse(null))
                                .study(workitem.studyInstanceUid()))
                .orElseGet(() -> audit.refused(KitFailure.NOT_FOUND))
                .build();
    }

    /**
     * Changes a workitem's state, as far as that is the caller's to do.
     *
     * @param transactionUid of the request
     */
    Uni<StateChange> change(String uid, WorkitemState wanted, Optional<String> transactionUid) {
        Caller caller = currentCaller.get();
        AccessScope scope = scope(caller);
        Reader reader = new Reader(caller.subject(), caller.userName());
        AuditEntry audit =
                auditLog.entry(caller, Action.UPDATE, AUDITED).resourceId(uid).query(wanted.term());
        return database.inTransaction(session ->
                found(session, uid, scope)
                        .chain(workitem -> desk.open(session, workitem.studyInstanceUid()))
                        .chain(result ->
                                change(session, uid, result, reader, wanted, transactionUid)
                                        .call(() ->
                                                auditLog.record(
                                                        session,
                                                        audit.patient(result.event().patient())
                                                                .study(
                                                                        result.event()
                                                                                .studyInstanceUid())
                                                                .build()))));
    }

    private Uni<StateChange> change(
            Mutiny.Session session,
            String uid,
            StudyResult result,
            Reader reader,
            WorkitemState wanted,
            Optional<String> transactionUid) {
        return workitems
                .standing(session, uid)
                .map(standing ->
                        StateChange.of(
                                standing.state(),
                                standing.transactionUid(),
                                wanted,
                                transactionUid))
                .call(change ->
                        switch (change) {
                            case CLAIM ->
                                    desk.act(session, result, reader, new ReadingAction.Claim())
                                            .chain(() ->
                                                    workitems.lock(
                                                            session,
                                                            uid,
                                                            Objects.requireNonNull(
                                                                    transactionUid.orElse(null))));
                            case RELEASE ->
                                    desk.act(session, result, reader, new ReadingAction.Release())
                                            .replaceWithVoid();
                            case ALREADY -> Uni.createFrom().voidItem();
                        });
    }

    /** A result that is there is to be read by somebody: none of them is called off. */
    Uni<Void> cancel(String uid) {
        return read(uid)
                .map(workitem -> {
                    if (workitem.state() == WorkitemState.CANCELED) {
                        return StateChange.ALREADY;
                    }
                    throw new RadbridgeException(
                            workitem.state() == WorkitemState.COMPLETED
                                    ? UpsFailure.FINAL
                                    : UpsFailure.NOT_CANCELLED,
                            "who reads it may release it");
                })
                .replaceWithVoid();
    }

    private Uni<Workitem> found(Mutiny.Session session, String uid, AccessScope scope) {
        return queries.find(Statements.of(session), WorkitemFilter.of(uid), scope)
                .map(found ->
                        found.stream().findFirst().orElseThrow(WorkitemInteractions::unknown));
    }

    private AccessScope scope(Caller caller) {
        policy.require(caller, POLICY_RESOURCE);
        return scopes.of(caller, TASK);
    }

    private static RadbridgeException unknown() {
        return new RadbridgeException(KitFailure.NOT_FOUND, "no workitem of this UID");
    }
}
