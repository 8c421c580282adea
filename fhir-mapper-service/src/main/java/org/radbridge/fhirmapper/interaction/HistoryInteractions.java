package org.radbridge.fhirmapper.interaction;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.HistoryQueries;
import org.radbridge.fhirmapper.store.HistoryQueries.Span;
import org.radbridge.fhirmapper.store.HistoryQueries.Version;
import org.radbridge.fhirmapper.store.RecordQueries;
import org.radbridge.fhirmapper.store.RecordQueries.RecordPage;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** Histories and patients' whole records, page by page, each with its audit record. */
@ApplicationScoped
public class HistoryInteractions {
    private static final String PATIENT = "Patient";

    private final Database database;
    private final HistoryQueries history;
    private final RecordQueries records;
    private final CallerScopes callerScopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    HistoryInteractions(
            Database database,
            HistoryQueries history,
            RecordQueries records,
            CallerScopes callerScopes,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.database = database;
        this.history = history;
        this.records = records;
        this.callerScopes = callerScopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * A page of a history.
     *
     * @param next the place before which the next page begins; empty on the last page
     */
    public record HistoryPage(List<Version> versions, Optional<Long> next) {}

    /** What a history is of. */
    public sealed interface Subject {
        /** One resource. */
        record Instance(String type, String id) implements Subject {}

        /** All resources of a type. */
        record Type(String type) implements Subject {}

        /** All resources that the caller may see. */
        record All() implements Subject {}
    }

    /**
     * Versions, newest first.
     *
     * @param since written at this time or later; null for all
     * @param before the place that the page comes before; null for the newest
     */
    public Uni<HistoryPage> history(
            Subject subject, @Nullable Instant since, @Nullable Long before, int count) {
        Caller caller = currentCaller.get();
        Map<String, AccessScope> scopes = scopes(caller, subject);
        String id = subject instanceof Subject.Instance instance ? instance.id() : null;
        AuditEntry audit =
                auditLog.entry(
                                caller,
                                id == null ? Action.QUERY : Action.READ,
                                scopes.size() == 1 ? scopes.keySet().iterator().next() : "history")
                        .resourceId(id)
                        .query(id == null ? "_history" : null);
        Span span = new Span(id, since, before, count + 1);
        return database.inTransaction(session ->
                        history.versions(session, scopes, span)
                                .call(found -> auditLog.record(session, about(audit, id, found))))
                .map(found -> page(id != null && since == null && before == null, found, count));
    }

    private static AuditRecorded about(AuditEntry audit, @Nullable String id, List<Version> found) {
        if (id != null && !found.isEmpty()) {
            audit.patient(found.getFirst().resource().owner().orElse(null))
                    .study(found.getFirst().resource().studyInstanceUid().orElse(null));
        }
        return audit.build();
    }

    private static HistoryPage page(boolean mustBe, List<Version> found, int count) {
        if (mustBe && found.isEmpty()) {
            throw new RadbridgeException(KitFailure.NOT_FOUND, "no resource of this id");
        }
        boolean more = found.size() > count;
        List<Version> page = more ? found.subList(0, count) : found;
        return new HistoryPage(
                page, more && count > 0 ? Optional.of(page.getLast().place()) : Optional.empty());
    }

    private Map<String, AccessScope> scopes(Caller caller, Subject subject) {
        return switch (subject) {
            case Subject.Instance instance -> one(caller, instance.type());
            case Subject.Type type -> one(caller, type.type());
            case Subject.All _ -> {
                Map<String, AccessScope> all = callerScopes.all(caller);
                if (all.isEmpty()) {
                    throw new AccessDenied("history");
                }
                yield all;
            }
        };
    }

    private Map<String, AccessScope> one(Caller caller, String type) {
        if (SearchParameters.of(type).isEmpty()) {
            throw Condition.unknown(type);
        }
        return Map.of(type, callerScopes.of(caller, type));
    }

    /**
     * A page of a patient's record ({@code Patient/[id]/$everything}).
     *
     * @param types only these; empty for all that the caller may see
     * @param since changed at this time or later; null for all
     * @param after the place that the page comes after; null for the first
     */
    public Uni<RecordPage> everything(
            String patient,
            List<String> types,
            @Nullable Instant since,
            @Nullable String after,
            int count) {
        Caller caller = currentCaller.get();
        callerScopes.of(caller, PATIENT);
        Map<String, AccessScope> scopes = new HashMap<>(callerScopes.all(caller));
        if (!types.isEmpty()) {
            scopes.keySet().retainAll(types);
        }
        AuditEntry audit =
                auditLog.entry(caller, Action.READ, PATIENT)
                        .resourceId(patient)
                        .query("$everything");
        AccessScope own = callerScopes.of(caller, PATIENT);
        return database.inTransaction(session ->
                        history.last(session, PATIENT, patient, own)
                                .call(found -> auditLog.record(session, record(audit, found)))
                                .chain(found ->
                                        found.filter(v -> !v.deleted()).isPresent()
                                                ? records.page(
                                                                session, patient, scopes, since,
                                                                after, count)
                                                        .map(Optional::of)
                                                : Uni.createFrom()
                                                        .item(Optional.<RecordPage>empty())))
                .map(page ->
                        page.orElseThrow(() ->
                                new RadbridgeException(
                                        KitFailure.NOT_FOUND, "no Patient of this id")));
    }

    private static AuditRecorded record(AuditEntry audit, Optional<Version> found) {
        return found.filter(version -> !version.deleted())
                .map(version -> audit.patient(version.resource().owner().orElse(null)))
                .orElseGet(() -> audit.refused(KitFailure.NOT_FOUND))
                .build();
    }
}
