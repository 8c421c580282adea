package org.radbridge.dicom.net;

import java.util.ArrayList;
import java.util.List;

/**
 * Which protocol versions and cipher suites a TLS connection takes: secure transport connection
 * profiles of PS3.15 annex B. All want TLS 1.2 or 1.3, forward secrecy and authenticated
 * encryption, and none ever falls back behind that.
 */
public enum TlsProfile {
    /** The current profile, after RFC 8996 and RFC 9325 §4.2: ephemeral elliptic curves. */
    BCP_195(
            List.of(
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")),

    /**
     * The non-downgrading profile, after RFC 7525 §4.2: finite field Diffie-Hellman too, for peers
     * that know no elliptic curves.
     */
    NON_DOWNGRADING(
            List.of(
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384")),

    /** The extended profile: keys of 256 bits only. */
    EXTENDED(
            List.of(
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"));

    private static final String AES_128_OF_TLS_1_3 = "TLS_AES_128_GCM_SHA256";

    private static final List<String> TLS_1_3 =
            List.of("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private final List<String> tls12;

    TlsProfile(List<String> tls12) {
        this.tls12 = tls12;
    }

    /** The names of the cipher suites, best first. */
    public List<String> cipherSuites() {
        List<String> suites = new ArrayList<>();
        if (this != EXTENDED) {
            suites.add(AES_128_OF_TLS_1_3);
        }
        suites.addAll(TLS_1_3);
        suites.addAll(tls12);
        return suites;
    }
}
