package org.radbridge.dicom.net;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.TCPSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;
import java.util.Set;

/**
 * TLS as BCP 195 wants it (PS3.15 §B.12, RFC 9325): TLS 1.2 and 1.3, forward secrecy and
 * authenticated encryption only.
 *
 * @param identity own key and certificate chain; a client may do without
 * @param trust which peers to believe; without it a client trusts what the platform trusts
 * @param peerCertificateRequired whether a server insists on the client's certificate; one that
 *     does not asks for it where it has somebody to trust
 * @param hostNameVerified whether a client checks the server's name in its certificate
 * @param profile which protocol versions and cipher suites are taken
 */
public record TlsOptions(
        Optional<KeyCertOptions> identity,
        Optional<TrustOptions> trust,
        boolean peerCertificateRequired,
        boolean hostNameVerified,
        TlsProfile profile) {

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    /** A server that shows this identity and takes clients without certificate. */
    public static TlsOptions server(KeyCertOptions identity) {
        return new TlsOptions(
                Optional.of(identity), Optional.empty(), false, true, TlsProfile.BCP_195);
    }

    /** A server that shows this identity and takes only clients whose certificate it trusts. */
    public static TlsOptions mutualServer(KeyCertOptions identity, TrustOptions trust) {
        return new TlsOptions(
                Optional.of(identity), Optional.of(trust), true, true, TlsProfile.BCP_195);
    }

    /** A server that shows this identity, and looks at the certificate of a client that has one. */
    public static TlsOptions askingServer(KeyCertOptions identity, TrustOptions trust) {
        return new TlsOptions(
                Optional.of(identity), Optional.of(trust), false, true, TlsProfile.BCP_195);
    }

    /** A client that believes these servers. */
    public static TlsOptions client(TrustOptions trust) {
        return new TlsOptions(
                Optional.empty(), Optional.of(trust), false, true, TlsProfile.BCP_195);
    }

    /** A client that believes these servers and shows its own identity. */
    public static TlsOptions mutualClient(KeyCertOptions identity, TrustOptions trust) {
        return new TlsOptions(
                Optional.of(identity), Optional.of(trust), false, true, TlsProfile.BCP_195);
    }

    /** The same in another profile. */
    public TlsOptions withProfile(TlsProfile newProfile) {
        return new TlsOptions(
                identity, trust, peerCertificateRequired, hostNameVerified, newProfile);
    }

    void applyTo(NetServerOptions options) {
        applyCommon(options);
        options.setClientAuth(clientAuth());
    }

    /** A certificate that nobody could vouch for is not asked for. */
    private ClientAuth clientAuth() {
        if (peerCertificateRequired) {
            return ClientAuth.REQUIRED;
        }
        return trust.isPresent() ? ClientAuth.REQUEST : ClientAuth.NONE;
    }

    void applyTo(NetClientOptions options) {
        applyCommon(options);
        options.setHostnameVerificationAlgorithm(hostNameVerified ? "HTTPS" : "");
    }

    private void applyCommon(TCPSSLOptions options) {
        options.setSsl(true).setEnabledSecureTransportProtocols(PROTOCOLS);
        profile.cipherSuites().forEach(options::addEnabledCipherSuite);
        identity.ifPresent(options::setKeyCertOptions);
        trust.ifPresent(options::setTrustOptions);
    }
}
