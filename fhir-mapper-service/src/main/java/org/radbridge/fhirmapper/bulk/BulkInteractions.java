package org.radbridge.fhirmapper.bulk;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Group;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.bulk.BulkWork.Scope;
import org.radbridge.fhirmapper.interaction.CallerScopes;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.store.VersionsAt;
import org.radbridge.fhirmapper.store.VersionsAt.Page;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.WorkQueue;

/**
 * Exports for the calling user. An export holds what its owner may see when it is fetched, and
 * nobody else learns that there is one.
 */
@ApplicationScoped
public class BulkInteractions {
    /** What the access policy calls the right to export. */
    public static final String POLICY_RESOURCE = "bulk-export";

    private static final int PAGE = 500;

    private final Database database;
    private final BulkExports exports;
    private final WorkQueue queue;
    private final VersionsAt versions;
    private final ResourceQueries queries;
    private final FhirJson fhirJson;
    private final AccessPolicy policy;
    private final CallerScopes callerScopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    BulkInteractions(
            Database database,
            BulkExports exports,
            WorkQueue queue,
            VersionsAt versions,
            ResourceQueries queries,
            FhirJson fhirJson,
            AccessPolicy policy,
            CallerScopes callerScopes,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.database = database;
        this.exports = exports;
        this.queue = queue;
        this.versions = versions;
        this.queries = queries;
        this.fhirJson = fhirJson;
        this.policy = policy;
        this.callerScopes = callerScopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** Whose resources are exported. */
    public sealed interface Level {
        /** All. */
        record System() implements Level {}

        /** Those of patients. */
        record Patients() implements Level {}

        /** Those of the patients of a Group. */
        record Group(String id) implements Level {}
    }

    /**
     * What was asked for.
     *
     * @param request the URL
     * @param types only these; empty for all that the caller may see
     * @param since only what was changed after; null for all
     */
    public record Asked(String request, List<String> types, @Nullable Instant since) {}

    /** Begins an export; the answer is its id. */
    public Uni<UUID> begin(Level level, Asked asked) {
        Caller caller = authorised();
        Map<String, AccessScope> scopes = new TreeMap<>(callerScopes.all(caller));
        for (String type : asked.types()) {
            if (SearchParameters.of(type).isEmpty()) {
                throw new RadbridgeException(
                        BulkFailure.PARAMETER, "_type names no type kept here");
            }
            callerScopes.of(caller, type);
        }
        if (!asked.types().isEmpty()) {
            scopes.keySet().retainAll(Set.copyOf(asked.types()));
        }
        UUID id = UUID.randomUUID();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        AuditEntry audit =
                auditLog.entry(caller, Action.EXECUTE, POLICY_RESOURCE).resourceId(id.toString());
        return database.inTransaction(session ->
                members(session, caller, level)
                        .map(patients ->
                                new BulkExport(
                                        id,
                                        caller.subject(),
                                        asked.request(),
                                        List.copyOf(scopes.keySet()),
                                        patients.orElse(null),
                                        !(level instanceof Level.System),
                                        asked.since(),
                                        now,
                                        Optional.empty()))
                        .chain(export ->
                                BulkWork.begin(session, queue, exports, export, kept(scopes)))
                        .chain(() -> auditLog.record(session, audit.build()))
                        .replaceWith(id));
    }

    private static List<Scope> kept(Map<String, AccessScope> scopes) {
        return scopes.entrySet().stream()
                .map(s ->
                        new Scope(
                                s.getKey(),
                                s.getValue().granted(),
                                s.getValue().ownPatient().orElse(null)))
                .toList();
    }

    /** The Patients of a Group; empty for no such limit. */
    private Uni<Optional<List<String>>> members(
            Mutiny.Session session, Caller caller, Level level) {
        if (!(level instanceof Level.Group group)) {
            return Uni.createFrom().item(Optional.empty());
        }
        AccessScope scope = callerScopes.of(caller, "Group");
        return queries.read(session, "Group", group.id(), scope)
                .map(found ->
                        found.map(resource -> fhirJson.read(Group.class, resource.json()))
                                .orElseThrow(() ->
                                        new RadbridgeException(
                                                KitFailure.NOT_FOUND, "no Group of this id")))
                .map(read ->
                        Optional.of(
                                read.getMember().stream()
                                        .filter(member -> !member.getInactive())
                                        .map(member -> member.getEntity().getReferenceElement())
                                        .filter(entity ->
                                                "Patient".equals(entity.getResourceType()))
                                        .map(entity -> entity.getIdPart())
                                        .distinct()
                                        .toList()));
    }

    /** An export of the caller's. Fails with {@link BulkFailure#UNKNOWN}. */
    public Uni<BulkExport> find(UUID id) {
        Caller caller = authorised();
        return database.inSession(session -> exports.find(session, id))
                .map(found -> owned(found, caller));
    }

    /** Forgets an export of the caller's. Fails with {@link BulkFailure#UNKNOWN}. */
    public Uni<Void> cancel(UUID id) {
        Caller caller = authorised();
        return database.inTransaction(session -> exports.remove(session, id, caller.subject()))
                .invoke(removed -> {
                    if (!removed) {
                        throw unknown();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * The lines of a file, a page at a time, the last line break of each left out; on record before
     * the first.
     */
    public Multi<byte[]> file(UUID id, String type) {
        Caller caller = authorised();
        AccessScope scope = callerScopes.of(caller, type);
        AuditEntry audit =
                auditLog.entry(caller, Action.READ, type)
                        .resourceId(id.toString())
                        .query("$export-file");
        return database.inTransaction(session ->
                        exports.find(session, id)
                                .map(found -> ready(owned(found, caller), type))
                                .call(() -> auditLog.record(session, audit.build())))
                .onItem()
                .transformToMulti(export -> lines(export, type, scope));
    }

    private Multi<byte[]> lines(BulkExport export, String type, AccessScope scope) {
        AtomicReference<@Nullable String> last = new AtomicReference<>();
        return Multi.createBy()
                .repeating()
                .uni(() ->
                        database.inSession(session ->
                                        versions.page(
                                                session,
                                                type,
                                                scope,
                                                BulkWork.selection(export),
                                                last.get(),
                                                PAGE))
                                .invoke(page -> last.set(page.last())))
                .whilst(Page::more)
                .filter(page -> !page.json().isEmpty())
                .map(page -> String.join("\n", page.json()).getBytes(StandardCharsets.UTF_8));
    }

    private static BulkExport ready(BulkExport export, String type) {
        List<BulkExport.File> files =
                export.files()
                        .orElseThrow(() ->
                                new RadbridgeException(
                                        BulkFailure.NOT_READY, "ask for its status first"));
        if (files.stream().noneMatch(file -> file.type().equals(type))) {
            throw unknown();
        }
        return export;
    }

    private Caller authorised() {
        Caller caller = currentCaller.get();
        policy.require(caller, POLICY_RESOURCE);
        return caller;
    }

    private static BulkExport owned(Optional<BulkExport> found, Caller caller) {
        return found.filter(export -> export.owner().equals(caller.subject()))
                .orElseThrow(BulkInteractions::unknown);
    }

    private static RadbridgeException unknown() {
        return new RadbridgeException(BulkFailure.UNKNOWN, "it has expired, or never was");
    }
}
