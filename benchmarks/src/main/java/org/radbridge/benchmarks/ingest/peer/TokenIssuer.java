package org.radbridge.benchmarks.ingest.peer;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * Issues the access token of the benchmark, and publishes the key that it can be checked with where
 * a Keycloak realm has it: the service checks tokens as it always does.
 */
public final class TokenIssuer implements AutoCloseable {

    private static final String KEYS = "/protocol/openid-connect/certs";
    private static final String KEY_ID = "benchmark";
    private static final Duration VALID = Duration.ofHours(2);
    private static final int RSA_BITS = 2048;

    private final HttpServer server;
    private final KeyPair keys;

    private TokenIssuer(HttpServer server, KeyPair keys) {
        this.server = server;
        this.keys = keys;
    }

    /** Starts to listen on the loopback. */
    public static TokenIssuer start() throws IOException {
        KeyPair keys;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TokenIssuer issuer = new TokenIssuer(server, keys);
        byte[] published = issuer.publicKeys().getBytes(StandardCharsets.UTF_8);
        server.createContext(
                KEYS,
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, published.length);
                    exchange.getResponseBody().write(published);
                    exchange.close();
                });
        server.start();
        return issuer;
    }

    /** The {@code iss} of its tokens, and the base of its paths. */
    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** JSON Web Key Set (RFC 7517). */
    private String publicKeys() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("kty", "RSA")
                                                .put("kid", KEY_ID)
                                                .put("use", "sig")
                                                .put("alg", "RS256")
                                                .put("n", unsigned(key.getModulus()))
                                                .put("e", unsigned(key.getPublicExponent()))))
                .encode();
    }

    /** A signed token (RFC 7515) of a user who has one role. */
    public String token(String role) throws IOException {
        Instant now = Instant.now();
        String header =
                new JsonObject().put("alg", "RS256").put("kid", KEY_ID).put("typ", "JWT").encode();
        String claims =
                new JsonObject()
                        .put("iss", issuer())
                        .put("aud", "radbridge")
                        .put("sub", role)
                        .put("typ", "Bearer")
                        .put("preferred_username", role)
                        .put(
                                "realm_access",
                                new JsonObject().put("roles", new JsonArray().add(role)))
                        .put("iat", now.getEpochSecond())
                        .put("exp", now.plus(VALID).getEpochSecond())
                        .encode();
        String signed = encoded(header) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Without the sign byte that BigInteger may put before it (RFC 7518 §6.3.1). */
    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return encoded(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
