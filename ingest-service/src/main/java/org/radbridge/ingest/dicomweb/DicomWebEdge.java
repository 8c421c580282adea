package org.radbridge.ingest.dicomweb;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.kit.access.AccessDecision.Granted;
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
    private final FailureResponses failures;

    public DicomWebEdge(
            CurrentCaller currentCaller,
            AccessPolicy policy,
            AuditLog auditLog,
            FailureResponses failures) {
        this.currentCaller = currentCaller;
        this.policy = policy;
        this.auditLog = auditLog;
        this.failures = failures;
    }

    /** Serves a request for a policy resource. The handler's result comes when all is answered. */
    public void serve(
            RoutingContext routing, String resource, Function<Exchange, Uni<Void>> handler) {
        routing.request().pause();
        routing.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, ANSWERED_HERE);
        currentCaller
                .of(routing)
                .chain(caller -> admitted(routing, caller, resource, handler))
                .subscribe()
                .with(_ -> {}, failure -> refuse(routing, failure));
    }

    /** Reads on what the client is still sending, so that it comes to read the answer. */
    private void refuse(RoutingContext routing, Throwable failure) {
        failures.end(routing, failure);
        routing.request().resume();
    }

    private Uni<Void> admitted(
            RoutingContext routing,
            Caller caller,
            String resource,
            Function<Exchange, Uni<Void>> handler) {
        Granted granted;
        try {
            granted = policy.require(caller, resource);
        } catch (AccessDenied denied) {
            return auditLog.record(
                            auditLog.entry(
                                            caller,
                                            routing.request(),
                                            Action.SECURITY_ALERT,
                                            resource)
                                    .refused(KitFailure.FORBIDDEN)
                                    .build())
                    .chain(() -> Uni.createFrom().failure(denied));
        }
        Context context = Vertx.currentContext();
        OwedRecords owed = new OwedRecords(context);
        Exchange exchange = new Exchange(routing, context, caller, granted, owed);
        return Uni.createFrom()
                .deferred(() -> handler.apply(exchange))
                .onFailure()
                .recoverWithUni(
                        failure -> owed.durable().chain(() -> Uni.createFrom().failure(failure)));
    }

    /** Begins an audit record of what the caller of an exchange does. */
    public AuditEntry entry(Exchange exchange, Action action, String resource) {
        return auditLog.entry(exchange.caller(), exchange.request(), action, resource);
    }

    /**
     * Begins to write an audit record, beside whatever else the request needs. Its answer, or that
     * it failed, leaves when the record is durable; a record that cannot be written is the failure.
     */
    public void record(Exchange exchange, AuditEntry entry) {
        exchange.owed().add(auditLog.record(entry.build()));
    }
}
