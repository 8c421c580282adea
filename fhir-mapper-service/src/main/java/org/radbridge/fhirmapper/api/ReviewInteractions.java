package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.interaction.CallerScopes;
import org.radbridge.fhirmapper.reading.ReadingAction;
import org.radbridge.fhirmapper.reading.ReadingDesk;
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

/** A radiologist's acts, each in one transaction with its audit record. */
@ApplicationScoped
class ReviewInteractions {
    private static final String POLICY_RESOURCE = "review";
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"([1-9]\\d{0,8})\"");

    private final Database database;
    private final ResourceQueries queries;
    private final ReadingDesk desk;
    private final AccessPolicy policy;
    private final CallerScopes scopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    ReviewInteractions(
            Database database,
            ResourceQueries queries,
            ReadingDesk desk,
            AccessPolicy policy,
            CallerScopes scopes,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.database = database;
        this.queries = queries;
        this.desk = desk;
        this.policy = policy;
        this.scopes = scopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * Acts on the result that a resource belongs to.
     *
     * @param ifMatch the version that was read
     * @return the resource after it
     */
    Uni<StoredResource> act(
            String type, String id, @Nullable String ifMatch, ReadingAction action) {
        Caller caller = currentCaller.get();
        policy.require(caller, POLICY_RESOURCE);
        AccessScope scope = scopes.of(caller, type);
        int version = version(ifMatch);
        AuditEntry audit = auditLog.entry(caller, Action.UPDATE, type).resourceId(id);
        Reader reader = new Reader(caller.subject(), caller.userName());
        return database.inTransaction(session ->
                found(session, type, id, scope)
                        .chain(before -> desk.open(session, study(before)))
                        .chain(result ->
                                found(session, type, id, scope)
                                        .invoke(now -> {
                                            if (now.version() != version) {
                                                throw new RadbridgeException(
                                                        ReadingFailure.CHANGED,
                                                        "it is at version " + now.version());
                                            }
                                        })
                                        .chain(() -> desk.act(session, result, reader, action))
                                        .chain(at ->
                                                auditLog.record(
                                                        session,
                                                        audit.patient(result.event().patient())
                                                                .study(
                                                                        result.event()
                                                                                .studyInstanceUid())
                                                                .query(name(action))
                                                                .at(at)
                                                                .build())))
                        .chain(() -> found(session, type, id, scope)));
    }

    private Uni<StoredResource> found(
            Mutiny.Session session, String type, String id, AccessScope scope) {
        return queries.read(session, type, id, scope)
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        KitFailure.NOT_FOUND, "no " + type + " of this id")));
    }

    private static String study(StoredResource resource) {
        return resource.studyInstanceUid()
                .orElseThrow(() ->
                        new RadbridgeException(
                                ReadingFailure.NO_RESULT, "it belongs to no study's result"));
    }

    /** The version that an If-Match names. */
    static int version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new RadbridgeException(
                    ReadingFailure.VERSION_MISSING, "send the ETag of what was read");
        }
        Matcher matcher = VERSION.matcher(ifMatch.strip());
        if (!matcher.matches()) {
            throw new RadbridgeException(
                    KitFailure.INVALID_REQUEST, "If-Match is no version: W/\"3\"");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static String name(ReadingAction action) {
        return switch (action) {
            case ReadingAction.Decide decide -> decide.verdict().name();
            case ReadingAction.Attest _ -> "ATTESTED";
            case ReadingAction.Withdraw _ -> "WITHDRAWN";
            case ReadingAction.Claim _ -> "CLAIMED";
            case ReadingAction.Release _ -> "RELEASED";
        };
    }
}
