package org.radbridge.kit.failure;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns whatever was thrown into the problem that the caller is told, and logs what is ours. */
public final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int DEEPEST_CAUSE = 8;

    private Problems() {}

    /** The problem of a failed request. Failures of the service itself are logged here. */
    public static Problem of(Throwable cause) {
        String instance = "urn:uuid:" + UUID.randomUUID();
        Problem problem = describe(cause, instance);
        if (problem.status() >= 500) {
            LOG.errorf(
                    LoggableCause.of(cause),
                    "%s %s: %s",
                    problem.failureId(),
                    instance,
                    problem.detail());
        }
        return problem;
    }

    private static Problem describe(Throwable cause, String instance) {
        return switch (cause) {
            case RadbridgeException known -> problem(known.failureId(), known.detail(), instance);
            case UnauthorizedException ignored ->
                    problem(KitFailure.UNAUTHENTICATED, "no access token", instance);
            case AuthenticationFailedException refused ->
                    issuerAway(refused)
                            ? problem(
                                    KitFailure.ISSUER_UNREACHABLE,
                                    "the token cannot be checked now",
                                    instance)
                            : problem(
                                    KitFailure.UNAUTHENTICATED,
                                    "the access token is not valid here",
                                    instance);
            case OIDCException ignored ->
                    problem(
                            KitFailure.ISSUER_UNREACHABLE,
                            "the token cannot be checked now",
                            instance);
            case ForbiddenException ignored ->
                    problem(KitFailure.FORBIDDEN, "not for this caller", instance);
            case WebApplicationException web -> ofStatus(web, instance);
            default -> problem(KitFailure.INTERNAL, cause.getClass().getName(), instance);
        };
    }

    private static Problem ofStatus(WebApplicationException web, String instance) {
        int status = web.getResponse().getStatus();
        FailureId failure =
                switch (status) {
                    case 401 -> KitFailure.UNAUTHENTICATED;
                    case 403 -> KitFailure.FORBIDDEN;
                    case 404 -> KitFailure.NOT_FOUND;
                    case 409 -> KitFailure.CONFLICT;
                    default -> status < 500 ? KitFailure.INVALID_REQUEST : KitFailure.INTERNAL;
                };
        return Problem.of(
                failure, status, web.getResponse().getStatusInfo().getReasonPhrase(), instance);
    }

    private static Problem problem(FailureId failure, String detail, String instance) {
        return Problem.of(failure, failure.status(), detail, instance);
    }

    /** A token that could not be checked is not an invalid token. */
    private static boolean issuerAway(Throwable failure) {
        return causeOf(failure, 0).isPresent();
    }

    private static Optional<Throwable> causeOf(@Nullable Throwable failure, int depth) {
        if (failure == null || depth > DEEPEST_CAUSE) {
            return Optional.empty();
        }
        if (failure instanceof OIDCException || failure instanceof ConnectException) {
            return Optional.of(failure);
        }
        return causeOf(failure.getCause(), depth + 1);
    }
}
