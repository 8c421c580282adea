package org.radbridge.fhirmapper.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.interaction.CallerScopes;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.fhirmapper.subscription.BindingTokens.Grant;
import org.radbridge.fhirmapper.subscription.Notification.Kind;
import org.radbridge.fhirmapper.subscription.Subscriptions.Event;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.FailureId;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Who may be told over a connection, and of what. A subscription is told to its owner alone, and
 * what is sent is on record before it leaves.
 */
@ApplicationScoped
class BindingDesk {
    private final BindingTokens tokens;
    private final Subscriptions subscriptions;
    private final SubscriptionResources resources;
    private final ShownStatus shown;
    private final Visibility visibility;
    private final NotificationText text;
    private final CallerScopes scopes;
    private final AuditLog auditLog;
    private final Database database;

    BindingDesk(
            BindingTokens tokens,
            Subscriptions subscriptions,
            SubscriptionResources resources,
            ShownStatus shown,
            Visibility visibility,
            NotificationText text,
            CallerScopes scopes,
            AuditLog auditLog,
            Database database) {
        this.tokens = tokens;
        this.subscriptions = subscriptions;
        this.resources = resources;
        this.shown = shown;
        this.visibility = visibility;
        this.text = text;
        this.scopes = scopes;
        this.auditLog = auditLog;
        this.database = database;
    }

    /**
     * A subscription that was bound.
     *
     * @param handshake the first that is said to it
     */
    record Bound(Binding binding, String handshake) {}

    /**
     * Binds what a token is good for.
     *
     * @param request which opened the connection
     */
    Uni<List<Bound>> bind(String token, HttpServerRequest request) {
        // Taken in a transaction of its own: it is used up, whatever comes of it.
        return database.inTransaction(session -> tokens.take(session, token))
                .chain(found ->
                        found.map(grant -> bind(grant, request)).orElseGet(() -> refused(request)));
    }

    private <T> Uni<T> refused(HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        AuditEntry audit =
                auditLog.entry(
                                "subscription",
                                address,
                                Action.SECURITY_ALERT,
                                SubscriptionResources.TYPE)
                        .refused(SubscriptionFailure.TOKEN);
        return auditLog.record(audit.build())
                .chain(() ->
                        Uni.createFrom()
                                .failure(
                                        new RadbridgeException(
                                                SubscriptionFailure.TOKEN,
                                                "ask for another: $get-ws-binding-token")));
    }

    private Uni<List<Bound>> bind(Grant grant, HttpServerRequest request) {
        Iterator<String> ids = grant.subscriptions().iterator();
        return database.inTransaction(
                        session -> bind(session, grant.caller(), ids, request, new ArrayList<>()))
                .chain(bound -> handshakes(bound.iterator(), new ArrayList<>()));
    }

    /** What a Subscription was found to be. */
    private record Found(Standing standing, Binding binding) {}

    private Uni<List<Found>> bind(
            Mutiny.Session session,
            Caller caller,
            Iterator<String> ids,
            HttpServerRequest request,
            List<Found> before) {
        if (!ids.hasNext()) {
            return Uni.createFrom().item(before);
        }
        return bind(session, caller, ids.next(), request)
                .invoke(before::add)
                .chain(() -> bind(session, caller, ids, request, before));
    }

    private Uni<Found> bind(
            Mutiny.Session session, Caller caller, String id, HttpServerRequest request) {
        AuditEntry audit =
                auditLog.entry(caller, request, Action.EXECUTE, SubscriptionResources.TYPE)
                        .resourceId(id);
        return subscriptions
                .find(session, id)
                .map(found -> found.orElseThrow(BindingDesk::over))
                .invoke(standing -> {
                    permitted(caller);
                    WebsocketSubscription.check(standing, caller);
                })
                .chain(standing ->
                        resources
                                .find(session, id)
                                .map(found -> Asked.of(found.orElseThrow(BindingDesk::over)))
                                .call(() -> shown.active(session, standing, 0))
                                .call(() -> auditLog.record(session, audit.build()))
                                .map(asked ->
                                        new Found(standing, new Binding(caller, standing, asked))));
    }

    private static RadbridgeException over() {
        return new RadbridgeException(SubscriptionFailure.OVER, "there is none to tell");
    }

    private Uni<List<Bound>> handshakes(Iterator<Found> found, List<Bound> before) {
        if (!found.hasNext()) {
            return Uni.createFrom().item(before);
        }
        Found next = found.next();
        return text.of(next.standing(), Kind.HANDSHAKE, next.binding().content())
                .invoke(handshake -> before.add(new Bound(next.binding(), handshake)))
                .chain(() -> handshakes(found, before));
    }

    /** Why a binding is over, if it is. */
    Optional<FailureId> over(Binding binding, Optional<Standing> standing) {
        if (standing.filter(binding::holds).isEmpty()) {
            return Optional.of(SubscriptionFailure.OVER);
        }
        try {
            permitted(binding.caller());
            return Optional.empty();
        } catch (AccessDenied _) {
            return Optional.of(KitFailure.FORBIDDEN);
        }
    }

    /** By the policy of this moment. */
    private void permitted(Caller caller) {
        scopes.of(caller, SubscriptionResources.TYPE);
        scopes.of(caller, Visibility.REPORT);
    }

    /** An event, and its report as the caller may see it. */
    private record Seen(Event event, StoredResource report) {}

    /**
     * The notification of an event; empty when it is forgotten, or is about what the caller may not
     * see any longer.
     */
    Uni<Optional<String>> event(
            Binding binding, Standing standing, long number, HttpServerRequest request) {
        return database.inTransaction(session ->
                        subscriptions
                                .events(session, standing.id(), number, number)
                                .chain(events ->
                                        events.isEmpty()
                                                ? Uni.createFrom().item(Optional.<Seen>empty())
                                                : seen(
                                                        session,
                                                        binding,
                                                        standing,
                                                        events.getFirst(),
                                                        request)))
                .chain(seen ->
                        seen.map(told ->
                                        text.of(
                                                        standing,
                                                        told.event(),
                                                        told.report(),
                                                        binding.content())
                                                .map(Optional::of))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Seen>> seen(
            Mutiny.Session session,
            Binding binding,
            Standing standing,
            Event event,
            HttpServerRequest request) {
        return visibility
                .find(session, binding.caller(), List.of(), event.report())
                .call(found ->
                        found.map(report ->
                                        shown.active(session, standing, event.number())
                                                .chain(() ->
                                                        recorded(
                                                                session, binding, report, request)))
                                .orElseGet(
                                        () -> shown.error(session, standing, Visibility.WITHHELD)))
                .map(found -> found.map(report -> new Seen(event, report)));
    }

    private Uni<Void> recorded(
            Mutiny.Session session,
            Binding binding,
            StoredResource report,
            HttpServerRequest request) {
        return auditLog.record(
                session,
                auditLog.entry(binding.caller(), request, Action.TRANSFER, Visibility.REPORT)
                        .resourceId(report.id())
                        .patient(report.owner().orElse(null))
                        .study(report.studyInstanceUid().orElse(null))
                        .build());
    }

    /** A sign of life. */
    Uni<String> heartbeat(Binding binding, Standing standing) {
        return text.of(standing, Kind.HEARTBEAT, binding.content());
    }
}
