package org.radbridge.kit.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * A token issuer with the paths of a Keycloak realm: its keys, client credentials for any client
 * with the secret {@code <client>-secret}, and {@code /sign}, which signs the claims it is sent.
 */
public final class TestIssuer implements AutoCloseable {
    private static final String KEYS = "/protocol/openid-connect/certs";
    private static final String TOKEN = "/protocol/openid-connect/token";
    private static final String SIGN = "/sign";

    private final HttpServer server;
    private final RsaJsonWebKey key;

    private TestIssuer(HttpServer server, RsaJsonWebKey key) {
        this.server = server;
        this.key = key;
    }

    /** Starts an issuer with a new key, on a free port of the loopback. */
    public static TestIssuer start() {
        return start(0);
    }

    /** As {@link #start()}, on this port. */
    public static TestIssuer start(int port) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("test-key");
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            key.setUse("sig");
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            TestIssuer issuer = new TestIssuer(server, key);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext(KEYS, issuer::keys);
            server.createContext(TOKEN, issuer::token);
            server.createContext(SIGN, issuer::sign);
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The {@code iss} of its tokens, and the base of its paths. */
    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void keys(HttpExchange exchange) throws IOException {
        String json = key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        answer(exchange, 200, "{\"keys\":[" + json + "]}");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(exchange);
        String[] basic = basicCredentials(exchange);
        String client = basic[0];
        boolean known =
                "client_credentials".equals(form.get("grant_type"))
                        && (client + "-secret").equals(basic[1]);
        if (!known) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        String claims = TestTokens.claims(issuer(), client, "service").expiresIn(300).json();
        answer(
                exchange,
                200,
                "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}"
                        .formatted(signed(claims)));
    }

    /** Client id and secret of the Authorization header (RFC 6749 §2.3.1), empty without one. */
    private static String[] basicCredentials(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.startsWith("Basic ")) {
            return new String[] {"", ""};
        }
        byte[] decoded = Base64.getDecoder().decode(header.substring("Basic ".length()));
        String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        return parts.length == 2 ? parts : new String[] {"", ""};
    }

    private void sign(HttpExchange exchange) throws IOException {
        String claims =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        answer(exchange, 200, signed(claims));
    }

    private String signed(String claims) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(JwtClaims.parse(claims).toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            signature.setHeader("typ", "JWT");
            return signature.getCompactSerialization();
        } catch (JoseException | InvalidJwtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(
                    parts[0],
                    parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
