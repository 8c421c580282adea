package org.radbridge.ingest.dicomweb.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How a server is told who asks. */
public sealed interface Authorization {

    /** The value of the Authorization header; empty when none is sent. */
    Optional<String> header();

    /** Not at all, or by the certificate of the connection. */
    record None() implements Authorization {
        @Override
        public Optional<String> header() {
            return Optional.empty();
        }
    }

    /** A name and a password (RFC 7617). */
    record Basic(String user, String password) implements Authorization {
        @Override
        public Optional<String> header() {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }

        @Override
        public String toString() {
            return "Basic[" + user + "]";
        }
    }

    /** A token (RFC 6750). */
    record Bearer(String token) implements Authorization {
        @Override
        public Optional<String> header() {
            return Optional.of("Bearer " + token);
        }

        @Override
        public String toString() {
            return "Bearer";
        }
    }
}
