package org.radbridge.escalation.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.radbridge.contracts.EventJson;
import org.radbridge.escalation.ladder.Escalation;
import org.radbridge.escalation.rule.EscalationConfig;
import org.radbridge.escalation.rule.EscalationConfig.Webhook;
import org.radbridge.kit.failure.RadbridgeException;

/** Posts an alert to the webhook of its rung. Any answer of the 2xx range counts as accepted. */
@ApplicationScoped
public class WebhookChannel {
    private static final String HMAC = "HmacSHA256";

    private final WebClient client;
    private final EscalationConfig config;

    public WebhookChannel(Vertx vertx, EscalationConfig config) {
        this.client =
                WebClient.create(
                        vertx,
                        new WebClientOptions().setFollowRedirects(false).setTcpNoDelay(true));
        this.config = config;
    }

    /**
     * Alerts the escalation's current rung.
     *
     * @return the accepting HTTP status; fails with {@code alert-refused} or {@code
     *     alert-unreachable}
     */
    Uni<Integer> post(Escalation escalation, String idempotencyKey) {
        String name = escalation.currentRung().webhook();
        Webhook webhook =
                Objects.requireNonNull(config.webhooks().get(name), "webhook " + name + " is gone");
        byte[] body = json(Alert.of(escalation, config.publicUrl()));
        HttpRequest<Buffer> request =
                client.postAbs(webhook.url().toString())
                        .timeout(webhook.timeout().toMillis())
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Idempotency-Key", idempotencyKey);
        webhook.secret()
                .ifPresent(secret ->
                        request.putHeader(
                                "Radbridge-Signature", "sha256=" + signature(secret, body)));
        return request.sendBuffer(Buffer.buffer(body))
                .onFailure()
                .transform(cause ->
                        new RadbridgeException(
                                EscalationFailure.ALERT_UNREACHABLE,
                                "webhook " + name + ": " + cause.getClass().getSimpleName()))
                .map(response -> {
                    int status = response.statusCode();
                    if (status < 200 || status > 299) {
                        throw new RadbridgeException(
                                EscalationFailure.ALERT_REFUSED,
                                "webhook " + name + " answered " + status);
                    }
                    return status;
                });
    }

    static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the runtime lacks " + HMAC, e);
        }
    }

    private static byte[] json(Alert alert) {
        try {
            return EventJson.mapper().writeValueAsBytes(alert);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert has no JSON form", e);
        }
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
