package org.radbridge.ingest.dicomweb;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.FailureResponses;
import org.radbridge.kit.failure.KitFailure;

/** Lets requests in: token, policy, then the handler; whatever fails becomes problem details. */
@ApplicationScoped
public class DicomWebEdge {
    /** Quarkus would answer a refused token too, into our answer, and break the connection off. */
    private static final BiConsumer<RoutingContext, Throwable> ANSWERED_HERE = (_, _) -> {};

    private final CurrentCaller currentCaller;
    private final AccessPolicy policy;
    private final AuditLog auditLog;
    private final CurrentVertxRequest currentRequest;
    private final FailureResponses failures;

    public DicomWebEdge(
            CurrentCaller currentCaller,
            AccessPolicy policy,
            AuditLog auditLog,
            CurrentVertxRequest currentRequest,
            FailureResponses failures) {
        this.currentCaller = currentCaller;
        this.policy = policy;
        this.auditLog = auditLog;
        this.currentRequest = currentRequest;
        this.failures = failures;
    }

    /** Serves a request for a policy resource. The handler's result comes when all is answered. */
    public void serve(
            RoutingContext routing, String resource, Function<Exchange, Uni<Void>> handler) {
        routing.request().pause();
        routing.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, ANSWERED_HERE);
        currentCaller
                .of(routing)
                .chain(caller -> admitted(routing, caller, resource))
                .chain(handler::apply)
                .subscribe()
                .with(_ -> {}, failure -> refuse(routing, failure));
    }

    /** Reads on what the client is still sending, so that it comes to read the answer. */
    private void refuse(RoutingContext routing, Throwable failure) {
        failures.end(routing, failure);
        routing.request().resume();
    }

    private Uni<Exchange> admitted(RoutingContext routing, Caller caller, String resource) {
        return Uni.createFrom()
                .item(() ->
                        new Exchange(
                                routing,
                                Vertx.currentContext(),
                                caller,
                                policy.require(caller, resource)))
                .onFailure(AccessDenied.class)
                .call(() ->
                        auditLog.record(
                                entry(routing, caller, Action.SECURITY_ALERT, resource)
                                        .refused(KitFailure.FORBIDDEN)
                                        .build()));
    }

    /** Begins an audit record of what the caller of an exchange does. */
    public AuditEntry entry(Exchange exchange, Action action, String resource) {
        return entry(exchange.routing(), exchange.caller(), action, resource);
    }

    /** The audit log asks the request scope for the caller's address; plain routes have none. */
    private AuditEntry entry(
            RoutingContext routing, Caller caller, Action action, String resource) {
        ManagedContext scope = Arc.container().requestContext();
        boolean mine = !scope.isActive();
        if (mine) {
            scope.activate();
        }
        try {
            currentRequest.setCurrent(routing);
            return auditLog.entry(caller, action, resource);
        } finally {
            if (mine) {
                scope.terminate();
            }
        }
    }
}
