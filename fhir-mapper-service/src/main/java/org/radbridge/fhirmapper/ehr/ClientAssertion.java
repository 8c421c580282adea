package org.radbridge.fhirmapper.ehr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.radbridge.kit.failure.PermanentFailure;

/**
 * The signed statement by which we prove who we are (SMART App Launch 2.2, "Authenticating to the
 * Token endpoint"): RS384 or ES384, by the first private key of a JWK set.
 */
final class ClientAssertion {
    /** SMART allows five. */
    private static final float MINUTES = 4;

    private ClientAssertion() {}

    /**
     * A statement for one use.
     *
     * @throws PermanentFailure when there is no key to sign with
     */
    static String sign(Path jwks, String clientId, String tokenEndpoint) {
        PublicJsonWebKey key = key(jwks);
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(clientId);
        claims.setSubject(clientId);
        claims.setAudience(tokenEndpoint);
        claims.setExpirationTimeMinutesInTheFuture(MINUTES);
        claims.setGeneratedJwtId(32);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setHeader("typ", "JWT");
        signature.setAlgorithmHeaderValue(
                key instanceof RsaJsonWebKey
                        ? AlgorithmIdentifiers.RSA_USING_SHA384
                        : AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new PermanentFailure(EhrFailure.UNAUTHORIZED, "the key does not sign", e);
        }
    }

    private static PublicJsonWebKey key(Path jwks) {
        List<JsonWebKey> keys;
        try {
            keys = new JsonWebKeySet(Files.readString(jwks)).getJsonWebKeys();
        } catch (IOException | JoseException e) {
            throw new PermanentFailure(EhrFailure.UNAUTHORIZED, "the key file is unreadable", e);
        }
        return keys.stream()
                .filter(ClientAssertion::fits)
                .map(PublicJsonWebKey.class::cast)
                .filter(key -> key.getPrivateKey() != null && key.getKeyId() != null)
                .findFirst()
                .orElseThrow(() ->
                        new PermanentFailure(
                                EhrFailure.UNAUTHORIZED,
                                "the key file has no private RSA or P-384 key with a kid"));
    }

    private static boolean fits(JsonWebKey key) {
        return key instanceof RsaJsonWebKey
                || key instanceof EllipticCurveJsonWebKey curve
                        && curve.getCurveName().equals("P-384");
    }
}
