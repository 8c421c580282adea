package org.radbridge.ingest.keys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What this service uses of HashiCorp Vault's transit engine, for tests: one key with versions,
 * {@code encrypt}, {@code decrypt} and {@code rewrap} over HTTP with real AES-256-GCM and texts of
 * the form {@code vault:v1:…}. It is not Vault; it follows Vault's API documentation.
 */
final class TransitServer implements AutoCloseable {
    static final String TOKEN = "hvs.test";
    private static final int IV_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<byte[]> versions = new ArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean sealed;
    private volatile CountDownLatch answering = new CountDownLatch(0);

    private TransitServer(HttpServer server) {
        this.server = server;
        rotate();
    }

    static TransitServer start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            TransitServer transit = new TransitServer(http);
            http.createContext("/v1/transit/", transit::serve);
            http.setExecutor(transit.threads);
            http.start();
            return transit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A new version of the key, as {@code POST /transit/keys/radbridge/rotate} makes one. */
    synchronized void rotate() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        versions.add(key);
    }

    void seal(boolean value) {
        sealed = value;
    }

    /** Keeps callers waiting until the latch opens. */
    void hangUntil(CountDownLatch latch) {
        answering = latch;
    }

    int requests() {
        return requests.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        JsonObject body =
                new JsonObject(
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        try {
            answering.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (sealed) {
            respond(exchange, 503, errors("Vault is sealed"));
        } else if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            respond(exchange, 403, errors("permission denied"));
        } else {
            try {
                respond(exchange, 200, answer(exchange.getRequestURI().getPath(), body));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                respond(exchange, 400, errors("cipher: message authentication failed"));
            }
        }
    }

    private synchronized JsonObject answer(String path, JsonObject body)
            throws GeneralSecurityException {
        JsonObject data =
                switch (path) {
                    case "/v1/transit/encrypt/radbridge" ->
                            new JsonObject()
                                    .put("ciphertext", encrypt(body.getBinary("plaintext")))
                                    .put("key_version", versions.size());
                    case "/v1/transit/decrypt/radbridge" ->
                            new JsonObject()
                                    .put("plaintext", decrypt(body.getString("ciphertext")));
                    case "/v1/transit/rewrap/radbridge" ->
                            new JsonObject()
                                    .put(
                                            "ciphertext",
                                            encrypt(decrypt(body.getString("ciphertext"))))
                                    .put("key_version", versions.size());
                    default -> throw new IllegalArgumentException(path);
                };
        return new JsonObject()
                .put("request_id", "0")
                .put("lease_duration", 0)
                .put("renewable", false)
                .put("data", data);
    }

    private String encrypt(byte[] plain) throws GeneralSecurityException {
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        byte[] sealedBytes = cipher(Cipher.ENCRYPT_MODE, versions.size(), iv).doFinal(plain);
        byte[] all = Arrays.copyOf(iv, IV_BYTES + sealedBytes.length);
        System.arraycopy(sealedBytes, 0, all, IV_BYTES, sealedBytes.length);
        return "vault:v" + versions.size() + ":" + Base64.getEncoder().encodeToString(all);
    }

    private byte[] decrypt(String text) throws GeneralSecurityException {
        String[] parts = text.split(":", -1);
        int version = Integer.parseInt(parts[1].substring(1));
        byte[] all = Base64.getDecoder().decode(parts[2]);
        byte[] iv = Arrays.copyOf(all, IV_BYTES);
        return cipher(Cipher.DECRYPT_MODE, version, iv)
                .doFinal(all, IV_BYTES, all.length - IV_BYTES);
    }

    private Cipher cipher(int mode, int version, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(versions.get(version - 1), "AES"),
                new GCMParameterSpec(128, iv));
        return cipher;
    }

    private static JsonObject errors(String text) {
        return new JsonObject().put("errors", new JsonArray().add(text));
    }

    private static void respond(HttpExchange exchange, int status, JsonObject body)
            throws IOException {
        byte[] bytes = body.encode().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
