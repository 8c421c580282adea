package org.radbridge.benchmarks.ingest.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokenIssuerTest {

    @Test
    void aTokenIsSignedWithThePublishedKey() throws Exception {
        try (TokenIssuer issuer = TokenIssuer.start()) {
            String[] token = issuer.token("benchmark").split("\\.");
            JsonObject key = publishedKey(issuer);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(
                    KeyFactory.getInstance("RSA")
                            .generatePublic(
                                    new RSAPublicKeySpec(
                                            number(key.getString("n")),
                                            number(key.getString("e")))));
            signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
            assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
            JsonObject claims =
                    new JsonObject(
                            new String(
                                    Base64.getUrlDecoder().decode(token[1]),
                                    StandardCharsets.UTF_8));
            assertThat(claims.getString("iss")).isEqualTo(issuer.issuer());
            assertThat(claims.getJsonObject("realm_access").getJsonArray("roles"))
                    .containsExactly("benchmark");
        }
    }

    private static JsonObject publishedKey(TokenIssuer issuer) throws Exception {
        try (var answer =
                URI.create(issuer.issuer() + "/protocol/openid-connect/certs")
                        .toURL()
                        .openStream()) {
            return new JsonObject(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                    .getJsonArray("keys")
                    .getJsonObject(0);
        }
    }

    private static BigInteger number(String encoded) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(encoded));
    }
}
