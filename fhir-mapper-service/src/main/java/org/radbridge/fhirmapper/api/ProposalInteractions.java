package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Date;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.interaction.CallerScopes;
import org.radbridge.fhirmapper.reading.ReadingFailure;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A person's word on what Radbridge proposes, by those who may review results, in one transaction
 * with its audit record.
 */
@ApplicationScoped
class ProposalInteractions {
    private static final String POLICY_RESOURCE = "review";

    private final Database database;
    private final ResourceQueries queries;
    private final AccessPolicy policy;
    private final CallerScopes scopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    ProposalInteractions(
            Database database,
            ResourceQueries queries,
            AccessPolicy policy,
            CallerScopes scopes,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.database = database;
        this.queries = queries;
        this.policy = policy;
        this.scopes = scopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * What is decided.
     *
     * @param type the proposal's resource type
     * @param id its id
     * @param word what the audit calls it
     */
    record Proposal(String type, String id, String word) {}

    /** How a kind of proposals is decided, in the session's transaction. */
    interface Decision {
        /** Holds the proposal as it is until the transaction ends. */
        Uni<Void> lock(Mutiny.Session session, StoredResource proposal);

        /** Decides; when. */
        Uni<Instant> decide(Mutiny.Session session, Reader reader);
    }

    /**
     * Decides a proposal.
     *
     * @param ifMatch the version that was read
     * @return the answer: the proposal as it is then
     */
    Uni<Response> decide(Proposal proposal, @Nullable String ifMatch, Decision decision) {
        Caller caller = currentCaller.get();
        policy.require(caller, POLICY_RESOURCE);
        AccessScope scope = scopes.of(caller, proposal.type());
        int version = ReviewInteractions.version(ifMatch);
        AuditEntry audit =
                auditLog.entry(caller, Action.UPDATE, proposal.type())
                        .resourceId(proposal.id())
                        .query(proposal.word());
        Reader reader = new Reader(caller.subject(), caller.userName());
        return database.inTransaction(session ->
                        found(session, proposal, scope)
                                .chain(there -> decision.lock(session, there))
                                // Read again: until it was locked, it could change.
                                .chain(() -> found(session, proposal, scope))
                                .invoke(there -> unchanged(there, version))
                                .chain(there ->
                                        decision.decide(session, reader)
                                                .map(at -> audit(audit, there, at))
                                                .chain(entry ->
                                                        auditLog.record(session, entry.build())))
                                .chain(() -> found(session, proposal, scope)))
                .map(ProposalInteractions::answer);
    }

    private static AuditEntry audit(AuditEntry audit, StoredResource there, Instant at) {
        return audit.patient(there.owner().orElse(null))
                .study(there.studyInstanceUid().orElse(null))
                .at(at);
    }

    private static void unchanged(StoredResource there, int version) {
        if (there.version() != version) {
            throw new RadbridgeException(
                    ReadingFailure.CHANGED, "it is at version " + there.version());
        }
    }

    private Uni<StoredResource> found(
            Mutiny.Session session, Proposal proposal, AccessScope scope) {
        return queries.read(session, proposal.type(), proposal.id(), scope)
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        KitFailure.NOT_FOUND,
                                        "no " + proposal.type() + " of this id")));
    }

    private static Response answer(StoredResource resource) {
        return Response.ok(resource.json(), FhirMediaType.JSON_UTF_8)
                .tag(new EntityTag(Integer.toString(resource.version()), true))
                .lastModified(Date.from(resource.lastUpdated()))
                .build();
    }
}
