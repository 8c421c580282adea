package org.radbridge.kit.audit;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.Lane;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.outbox.Outbox;

/** Records accesses. No answer leaves the service before its record is durable. */
@ApplicationScoped
public class AuditLog {
    private final Outbox outbox;
    private final CurrentVertxRequest request;
    private final String service;

    public AuditLog(
            Outbox outbox,
            CurrentVertxRequest request,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.outbox = outbox;
        this.request = request;
        this.service = service;
    }

    /** Begins a record of what a caller with a token did; call it while the request is served. */
    public AuditEntry entry(Caller caller, Action action, String resource) {
        return AuditEntry.of(service, caller, addressOfRequest(), action, resource);
    }

    /** As {@link #entry(Caller, Action, String)}, for a request that a Vert.x route serves. */
    public AuditEntry entry(
            Caller caller, HttpServerRequest served, Action action, String resource) {
        return AuditEntry.of(service, caller, addressOf(served), action, resource);
    }

    /** Begins a record of what a caller without a token did, for example a DICOM peer. */
    public AuditEntry entry(
            String callerName, @Nullable String address, Action action, String resource) {
        return AuditEntry.of(service, callerName, address, action, resource);
    }

    /** Records an access in the transaction that makes it. */
    public Uni<Void> record(Mutiny.Session session, AuditRecorded entry) {
        return outbox.append(session, entry, Lane.ROUTINE);
    }

    /** Records accesses in the transaction that makes them, in their order. */
    public Uni<Void> record(Mutiny.Session session, List<AuditRecorded> entries) {
        return outbox.append(session, entries, Lane.ROUTINE);
    }

    /** Records an access that is no part of a transaction. */
    public Uni<Void> record(AuditRecorded entry) {
        return outbox.append(entry, Lane.ROUTINE);
    }

    private @Nullable String addressOfRequest() {
        if (!Arc.container().requestContext().isActive()) {
            return null;
        }
        RoutingContext current = request.getCurrent();
        return current == null ? null : addressOf(current.request());
    }

    private static @Nullable String addressOf(HttpServerRequest served) {
        SocketAddress address = served.remoteAddress();
        return address == null ? null : address.hostAddress();
    }
}
