package org.radbridge.kit.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** Tells who calls, from the verified token. */
@ApplicationScoped
public class CurrentCaller {
    private final SecurityIdentity identity;
    private final IdentityProviderManager identityProviders;
    private final CheckedTokens checkedTokens;
    private final String patientClaim;

    CurrentCaller(
            SecurityIdentity identity,
            IdentityProviderManager identityProviders,
            CheckedTokens checkedTokens,
            @ConfigProperty(name = "radbridge.access.patient-claim", defaultValue = "patient")
                    String patientClaim) {
        this.identity = identity;
        this.identityProviders = identityProviders;
        this.checkedTokens = checkedTokens;
        this.patientClaim = patientClaim;
    }

    /**
     * The caller of the REST request that is being served.
     *
     * @throws RadbridgeException {@code unauthenticated} when there is no valid token
     */
    public Caller get() {
        return caller(identity);
    }

    /**
     * The caller of a request that a Vert.x route serves; checks the token now, unless it did so a
     * moment ago. Fails with {@code unauthenticated}, or as the token check does.
     */
    public Uni<Caller> of(RoutingContext request) {
        List<String> authorization = request.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (authorization.size() != 1) {
            return checked(request).map(this::caller);
        }
        String token = authorization.getFirst();
        return checkedTokens
                .find(token)
                .map(caller -> Uni.createFrom().item(caller))
                .orElseGet(() ->
                        checked(request)
                                .map(who -> {
                                    Caller caller = caller(who);
                                    checkedTokens.remember(token, token(who), caller);
                                    return caller;
                                }));
    }

    private Uni<SecurityIdentity> checked(RoutingContext request) {
        return QuarkusHttpUser.getSecurityIdentity(request, identityProviders);
    }

    private static JsonWebToken token(SecurityIdentity who) {
        if (who.isAnonymous() || !(who.getPrincipal() instanceof JsonWebToken token)) {
            throw new RadbridgeException(KitFailure.UNAUTHENTICATED, "no valid access token");
        }
        return token;
    }

    private Caller caller(SecurityIdentity who) {
        JsonWebToken token = token(who);
        Object patient = token.getClaim(patientClaim);
        return new Caller(
                Optional.ofNullable(token.getSubject()).orElse(token.getName()),
                token.getName(),
                who.getRoles(),
                Optional.ofNullable(patient).map(Object::toString),
                Optional.ofNullable(token.getTokenID()));
    }
}
