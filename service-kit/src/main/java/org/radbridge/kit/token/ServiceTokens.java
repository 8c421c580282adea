package org.radbridge.kit.token;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Access tokens of this service (OAuth 2.0 client credentials, RFC 6749 §4.4). One is kept and used
 * until shortly before it expires; calls that come while a new one is fetched wait for it together.
 */
@ApplicationScoped
public class ServiceTokens {
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final OidcClient client;
    private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();
    private final AtomicReference<@Nullable Uni<String>> fetching = new AtomicReference<>();

    /** The application's OIDC client. */
    public ServiceTokens(OidcClient client) {
        this.client = client;
    }

    private record Kept(String token, Instant until) {}

    /** A token that is still valid for a while. Fails with {@code token-refused}. */
    public Uni<String> get() {
        return Uni.createFrom().deferred(this::keptOrNew);
    }

    private Uni<String> keptOrNew() {
        Kept present = kept.get();
        if (present != null && Instant.now().isBefore(present.until())) {
            return Uni.createFrom().item(present.token());
        }
        Uni<String> mine =
                client.getTokens()
                        .invoke(this::keep)
                        .map(Tokens::getAccessToken)
                        .onFailure()
                        .transform(cause ->
                                new RadbridgeException(
                                        KitFailure.TOKEN_REFUSED,
                                        "no service token: " + cause.getClass().getName(),
                                        cause))
                        .onTermination()
                        .invoke(() -> fetching.set(null))
                        .memoize()
                        .indefinitely();
        Uni<String> others = fetching.compareAndExchange(null, mine);
        return others == null ? mine : others;
    }

    private void keep(Tokens tokens) {
        Long expiresAt = tokens.getAccessTokenExpiresAt();
        Instant until =
                expiresAt == null ? Instant.now() : Instant.ofEpochSecond(expiresAt).minus(MARGIN);
        kept.set(new Kept(tokens.getAccessToken(), until));
    }
}
