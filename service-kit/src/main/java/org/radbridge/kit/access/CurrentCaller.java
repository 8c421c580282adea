package org.radbridge.kit.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
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
    private final String patientClaim;

    public CurrentCaller(
            SecurityIdentity identity,
            IdentityProviderManager identityProviders,
            @ConfigProperty(name = "radbridge.access.patient-claim", defaultValue = "patient")
                    String patientClaim) {
        this.identity = identity;
        this.identityProviders = identityProviders;
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
     * The caller of a request that a Vert.x route serves; checks the token now. Fails with {@code
     * unauthenticated}, or as the token check does.
     */
    public Uni<Caller> of(RoutingContext request) {
        return QuarkusHttpUser.getSecurityIdentity(request, identityProviders).map(this::caller);
    }

    private Caller caller(SecurityIdentity who) {
        if (who.isAnonymous() || !(who.getPrincipal() instanceof JsonWebToken token)) {
            throw new RadbridgeException(KitFailure.UNAUTHENTICATED, "no valid access token");
        }
        Object patient = token.getClaim(patientClaim);
        return new Caller(
                Optional.ofNullable(token.getSubject()).orElse(token.getName()),
                token.getName(),
                who.getRoles(),
                Optional.ofNullable(patient).map(Object::toString),
                Optional.ofNullable(token.getTokenID()));
    }
}
