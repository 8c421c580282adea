package org.radbridge.dicom.net;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.TCPSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * TLS as BCP 195 wants it (PS3.15 §B.12, RFC 9325): TLS 1.2 and 1.3, forward secrecy and
 * authenticated encryption only.
 *
 * @param identity own key and certificate chain; a client may do without
 * @param trust which peers to believe; without it a client trusts what the platform trusts
 * @param peerCertificateRequired whether a server insists on the client's certificate
 * @param hostNameVerified whether a client checks the server's name in its certificate
 */
public record TlsOptions(
        Optional<KeyCertOptions> identity,
        Optional<TrustOptions> trust,
        boolean peerCertificateRequired,
        boolean hostNameVerified) {

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    /** RFC 9325 §4.2 and RFC 8446 §9.1. */
    private static final List<String> CIPHER_SUITES =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

    /** A server that shows this identity and takes clients without certificate. */
    public static TlsOptions server(KeyCertOptions identity) {
        return new TlsOptions(Optional.of(identity), Optional.empty(), false, true);
    }

    /** A server that shows this identity and takes only clients whose certificate it trusts. */
    public static TlsOptions mutualServer(KeyCertOptions identity, TrustOptions trust) {
        return new TlsOptions(Optional.of(identity), Optional.of(trust), true, true);
    }

    /** A client that believes these servers. */
    public static TlsOptions client(TrustOptions trust) {
        return new TlsOptions(Optional.empty(), Optional.of(trust), false, true);
    }

    /** A client that believes these servers and shows its own identity. */
    public static TlsOptions mutualClient(KeyCertOptions identity, TrustOptions trust) {
        return new TlsOptions(Optional.of(identity), Optional.of(trust), false, true);
    }

    void applyTo(NetServerOptions options) {
        applyCommon(options);
        options.setClientAuth(peerCertificateRequired ? ClientAuth.REQUIRED : ClientAuth.NONE);
    }

    void applyTo(NetClientOptions options) {
        applyCommon(options);
        options.setHostnameVerificationAlgorithm(hostNameVerified ? "HTTPS" : "");
    }

    private void applyCommon(TCPSSLOptions options) {
        options.setSsl(true).setEnabledSecureTransportProtocols(PROTOCOLS);
        CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
        identity.ifPresent(options::setKeyCertOptions);
        trust.ifPresent(options::setTrustOptions);
    }
}
