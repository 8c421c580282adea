package org.radbridge.ehrpeer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of SMART backend services (SMART App Launch 2.2, "Asymmetric Authentication"),
 * for one client, and the gate that lets its tokens pass. {@code DELETE /auth/tokens} revokes all.
 */
final class SmartServer extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Duration LONGEST_ASSERTION = Duration.ofMinutes(5);
    private static final int TOKEN_SECONDS = 300;
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384);

    private final transient ObjectMapper json = new ObjectMapper();
    private final String clientId;
    private final transient JWKSet keys;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final Set<String> usedAssertions = ConcurrentHashMap.newKeySet();

    SmartServer(String clientId, Path jwks) throws Exception {
        this.clientId = clientId;
        this.keys = JWKSet.load(jwks.toFile()).toPublicJWKSet();
    }

    /** Lets through who brings a token, and whoever asks where tokens are had. */
    Filter filter() {
        return new Filter() {
            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain rest)
                    throws IOException, ServletException {
                HttpServletRequest http = (HttpServletRequest) request;
                HttpServletResponse answer = (HttpServletResponse) response;
                if (http.getRequestURI().equals("/fhir/.well-known/smart-configuration")) {
                    write(answer, 200, configuration(http));
                } else if (passes(http)) {
                    rest.doFilter(request, response);
                } else {
                    answer.setHeader("WWW-Authenticate", "Bearer");
                    answer.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
                }
            }
        };
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String fault = fault(request);
        if (fault != null) {
            write(
                    response,
                    fault.startsWith("assertion") ? 401 : 400,
                    Map.of("error", "invalid_client", "error_description", fault));
            return;
        }
        String token = UUID.randomUUID().toString();
        tokens.put(token, Instant.now().plusSeconds(TOKEN_SECONDS));
        response.setHeader("Cache-Control", "no-store");
        write(
                response,
                200,
                Map.of(
                        "access_token",
                        token,
                        "token_type",
                        "bearer",
                        "expires_in",
                        TOKEN_SECONDS,
                        "scope",
                        request.getParameter("scope")));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        tokens.clear();
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private boolean passes(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith("Bearer ")) {
            return false;
        }
        Instant until = tokens.get(header.substring("Bearer ".length()));
        return until != null && until.isAfter(Instant.now());
    }

    /** What is wrong with a token request; null when nothing is. */
    private @Nullable String fault(HttpServletRequest request) {
        if (!"client_credentials".equals(request.getParameter("grant_type"))) {
            return "grant_type";
        }
        if (!"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                .equals(request.getParameter("client_assertion_type"))) {
            return "client_assertion_type";
        }
        String scope = request.getParameter("scope");
        if (scope == null || !scope.startsWith("system/")) {
            return "scope";
        }
        try {
            return assertionFault(
                    SignedJWT.parse(request.getParameter("client_assertion")),
                    request.getRequestURL().toString());
        } catch (Exception e) {
            return "assertion is unreadable: " + e.getClass().getSimpleName();
        }
    }

    private @Nullable String assertionFault(SignedJWT assertion, String endpoint) throws Exception {
        if (!ALGORITHMS.contains(assertion.getHeader().getAlgorithm())) {
            return "assertion: alg";
        }
        JWK key = keys.getKeyByKeyId(assertion.getHeader().getKeyID());
        if (key == null) {
            return "assertion: kid";
        }
        boolean right =
                assertion.verify(
                        key instanceof ECKey ec
                                ? new ECDSAVerifier(ec)
                                : new RSASSAVerifier(key.toRSAKey()));
        JWTClaimsSet claims = assertion.getJWTClaimsSet();
        Date expires = claims.getExpirationTime();
        Instant now = Instant.now();
        if (!right) {
            return "assertion: signature";
        }
        if (!clientId.equals(claims.getIssuer()) || !clientId.equals(claims.getSubject())) {
            return "assertion: iss, sub";
        }
        if (!List.of(endpoint).equals(claims.getAudience())) {
            return "assertion: aud";
        }
        if (expires == null
                || expires.toInstant().isBefore(now)
                || expires.toInstant().isAfter(now.plus(LONGEST_ASSERTION))) {
            return "assertion: exp";
        }
        if (claims.getJWTID() == null || !usedAssertions.add(claims.getJWTID())) {
            return "assertion: jti";
        }
        return null;
    }

    private static Map<String, Object> configuration(HttpServletRequest request) {
        String root =
                request.getScheme()
                        + "://"
                        + request.getServerName()
                        + ":"
                        + request.getServerPort();
        return Map.of(
                "token_endpoint", root + "/auth/token",
                "grant_types_supported", List.of("client_credentials"),
                "token_endpoint_auth_methods_supported", List.of("private_key_jwt"),
                "token_endpoint_auth_signing_alg_values_supported", List.of("RS384", "ES384"),
                "capabilities", List.of("client-confidential-asymmetric", "permission-v2"),
                "code_challenge_methods_supported", List.of("S256"));
    }

    private void write(HttpServletResponse response, int status, Map<String, ?> body)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
