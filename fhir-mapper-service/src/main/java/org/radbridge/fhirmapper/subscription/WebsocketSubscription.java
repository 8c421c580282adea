package org.radbridge.fhirmapper.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.failure.RadbridgeException;

/** How an owner gets to be told over a connection: a token, and where to show it. */
@ApplicationScoped
public class WebsocketSubscription {
    /** The path of the connections, below {@code /fhir}. */
    static final String PATH = "/websocket";

    private final BindingTokens tokens;
    private final SubscriptionConfig config;
    private final String url;

    WebsocketSubscription(BindingTokens tokens, SubscriptionConfig config, SiteConfig site) {
        this.tokens = tokens;
        this.config = config;
        this.url = url(site.base());
    }

    /** A token that was given out. */
    public record Token(String token, Instant expires, String url) {}

    /** Where connections are opened: {@code ws} as plainly as {@code http}, else {@code wss}. */
    public static String url(String base) {
        return base.replaceFirst("^http", "ws") + PATH;
    }

    /** A token for subscriptions, each of which was checked. */
    public Uni<Token> token(Mutiny.Session session, Caller caller, List<String> ids) {
        Instant expires = Instant.now().plus(config.websocket().token());
        return tokens.issue(session, ids, caller, expires)
                .map(token -> new Token(token, expires, url));
    }

    /**
     * Whether a caller may have a subscription bound.
     *
     * @throws RadbridgeException one of {@link SubscriptionFailure}
     */
    public static void check(Standing standing, Caller caller) {
        if (standing.ended()) {
            throw new RadbridgeException(SubscriptionFailure.OVER, "it has ended");
        }
        if (standing.channel() != SubscriptionChannel.WEBSOCKET) {
            throw new RadbridgeException(SubscriptionFailure.NO_WEBSOCKET, "it is a rest-hook");
        }
        if (!standing.owner().subject().equals(caller.subject())) {
            throw new RadbridgeException(SubscriptionFailure.NOT_OWNER, "another caller wrote it");
        }
    }
}
