package org.radbridge.ingest.keys;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Base64;

/**
 * A master key in HashiCorp Vault's transit engine, by its HTTP API ({@code POST
 * /v1/<mount>/encrypt|decrypt|rewrap/<key>}). The key itself never leaves Vault.
 */
public final class VaultTransit implements MasterKey {
    /** An answer holds one key of 44 characters and some words about it. */
    private static final int MOST_BYTES = 64 * 1024;

    /** Vault's answer while it is sealed or has no leader: 429, 472, 473, 5xx. */
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpClient client;
    private final KeysConfig.Vault config;
    private final URI address;

    public VaultTransit(Vertx vertx, KeysConfig.Vault config) {
        this.config = config;
        this.address =
                config.address()
                        .orElseThrow(
                                () -> refused("radbridge.storage.keys.vault.address is empty"));
        HttpClientOptions options =
                new HttpClientOptions()
                        .setTcpNoDelay(true)
                        .setConnectTimeout((int) config.timeout().toMillis())
                        .setSsl("https".equals(address.getScheme()));
        config.caCertificates()
                .ifPresent(file ->
                        options.setTrustOptions(
                                new PemTrustOptions().addCertPath(file.toString())));
        this.client = vertx.createHttpClient(options);
    }

    @Override
    public Uni<String> wrap(byte[] key) {
        JsonObject body =
                new JsonObject().put("plaintext", Base64.getEncoder().encodeToString(key));
        return post("encrypt", body).map(data -> text(data, "ciphertext"));
    }

    @Override
    public Uni<byte[]> unwrap(String wrapped) {
        return post("decrypt", new JsonObject().put("ciphertext", wrapped))
                .map(data -> decoded(text(data, "plaintext")));
    }

    @Override
    public Uni<String> rewrap(String wrapped) {
        return post("rewrap", new JsonObject().put("ciphertext", wrapped))
                .map(data -> text(data, "ciphertext"));
    }

    private static String text(JsonObject data, String name) {
        if (data.getValue(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw refused("Vault's answer has no " + name);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw refused("Vault's answer is not base64");
        }
    }

    // --- HTTP

    private Uni<JsonObject> post(String operation, JsonObject body) {
        return Uni.createFrom()
                .<JsonObject>emitter(emitter ->
                        send(operation, body).onComplete(emitter::complete, emitter::fail))
                .onFailure(failure -> !(failure instanceof KeyException))
                .transform(failure ->
                        new KeyException(
                                KeyFailure.KEY_SERVICE_UNAVAILABLE,
                                "Vault does not answer: " + failure.getClass().getSimpleName(),
                                failure));
    }

    private Future<JsonObject> send(String operation, JsonObject body) {
        RequestOptions request;
        try {
            request = request(operation);
        } catch (IOException e) {
            return Future.failedFuture(refused("the file with Vault's token cannot be read"));
        }
        return client.request(request)
                .compose(sent -> answer(sent, body.toBuffer()))
                .map(VaultTransit::data);
    }

    private RequestOptions request(String operation) throws IOException {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(address.getHost())
                        .setPort(port())
                        .setSsl("https".equals(address.getScheme()))
                        .setURI("/v1/" + config.mount() + "/" + operation + "/" + config.key())
                        .setTimeout(config.timeout().toMillis())
                        .putHeader("X-Vault-Token", token())
                        .putHeader("X-Vault-Request", "true")
                        .putHeader("Content-Type", "application/json");
        config.namespace().ifPresent(name -> options.putHeader("X-Vault-Namespace", name));
        return options;
    }

    private int port() {
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return "https".equals(address.getScheme()) ? 443 : 80;
    }

    private String token() throws IOException {
        if (config.tokenFile().isPresent()) {
            return Files.readString(config.tokenFile().get()).strip();
        }
        return config.token().orElseThrow(() -> refused("no token for Vault is configured"));
    }

    private record Answer(int status, Buffer body) {}

    private static Future<Answer> answer(HttpClientRequest request, Buffer body) {
        return request.send(body)
                .compose(response ->
                        bounded(response)
                                .map(content -> new Answer(response.statusCode(), content)));
    }

    private static Future<Buffer> bounded(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer content = Buffer.buffer();
        response.handler(part -> {
            if (content.length() + part.length() > MOST_BYTES) {
                whole.tryFail(refused("Vault's answer is too long"));
                response.request().reset();
            } else {
                content.appendBuffer(part);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(content));
        return whole.future();
    }

    /** The texts of Vault's errors stay out of ours: they may quote the request. */
    private static JsonObject data(Answer answer) {
        int status = answer.status();
        if (status >= 500 || status == TOO_MANY_REQUESTS || status == 472 || status == 473) {
            throw new KeyException(
                    KeyFailure.KEY_SERVICE_UNAVAILABLE, "Vault answers " + status, null);
        }
        if (status != 200) {
            throw refused("Vault answers " + status);
        }
        if (answer.body().toJsonObject().getValue("data") instanceof JsonObject data) {
            return data;
        }
        throw refused("Vault's answer has no data");
    }

    private static KeyException refused(String detail) {
        return new KeyException(KeyFailure.KEY_REFUSED, detail, null);
    }
}
