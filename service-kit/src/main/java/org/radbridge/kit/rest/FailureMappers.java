package org.radbridge.kit.rest;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.FailureResponses;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** The REST edge: every exception becomes a response with a stable failure id. */
@ApplicationScoped
public class FailureMappers {
    private final FailureResponses responses;
    private final CurrentCaller caller;
    private final AuditLog auditLog;

    FailureMappers(FailureResponses responses, CurrentCaller caller, AuditLog auditLog) {
        this.responses = responses;
        this.caller = caller;
        this.auditLog = auditLog;
    }

    /** A refusal is on record before the caller learns of it. */
    @ServerExceptionMapper
    public Uni<Response> denied(AccessDenied failure, UriInfo uri) {
        return auditLog.record(
                        auditLog.entry(caller.get(), Action.SECURITY_ALERT, failure.resource())
                                .refused(KitFailure.FORBIDDEN)
                                .build())
                .map(ignored -> responses.response(uri.getPath(), failure));
    }

    @ServerExceptionMapper
    public Response known(RadbridgeException failure, UriInfo uri) {
        return responses.response(uri.getPath(), failure);
    }

    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException failure, UriInfo uri) {
        return responses.response(uri.getPath(), failure);
    }

    @ServerExceptionMapper
    public Response badToken(AuthenticationFailedException failure, UriInfo uri) {
        return responses.response(uri.getPath(), failure);
    }

    @ServerExceptionMapper
    public Response issuer(OIDCException failure, UriInfo uri) {
        return responses.response(uri.getPath(), failure);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure, UriInfo uri) {
        return responses.response(uri.getPath(), failure);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException failure, UriInfo uri) {
        return responses.response(uri.getPath(), failure);
    }

    @ServerExceptionMapper
    public Response anything(Throwable failure, UriInfo uri) {
        return responses.response(uri.getPath(), failure);
    }
}
