package org.radbridge.fhirmapper.hl7v2.mllp;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TCPSSLOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.radbridge.dicom.net.TlsProfile;

/**
 * TLS 1.2 and 1.3 from PEM files, with the cipher suites that DICOM's connections take (BCP 195).
 *
 * @param identity our certificate chain and key
 * @param trusted the authorities that may have signed the other side's certificate
 * @param clientCertificateRequired whether a client has to show a certificate
 */
public record MllpTls(
        Optional<Identity> identity, List<Path> trusted, boolean clientCertificateRequired) {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    /** A certificate chain and its private key (PKCS #8). */
    public record Identity(Path certificate, Path key) {}

    public MllpTls {
        trusted = List.copyOf(trusted);
        if (clientCertificateRequired && trusted.isEmpty()) {
            throw new IllegalArgumentException(
                    "client certificates are required, and no authority is trusted");
        }
    }

    void applyTo(NetServerOptions options) {
        if (identity.isEmpty()) {
            throw new IllegalArgumentException("a server by TLS has a certificate");
        }
        applyCommon(options);
        options.setClientAuth(
                clientCertificateRequired
                        ? ClientAuth.REQUIRED
                        : trusted.isEmpty() ? ClientAuth.NONE : ClientAuth.REQUEST);
    }

    void applyTo(NetClientOptions options) {
        applyCommon(options);
        options.setHostnameVerificationAlgorithm("HTTPS");
    }

    private void applyCommon(TCPSSLOptions options) {
        options.setSsl(true).setEnabledSecureTransportProtocols(PROTOCOLS);
        TlsProfile.BCP_195.cipherSuites().forEach(options::addEnabledCipherSuite);
        identity.ifPresent(own ->
                options.setKeyCertOptions(
                        new PemKeyCertOptions()
                                .addCertPath(own.certificate().toString())
                                .addKeyPath(own.key().toString())));
        if (!trusted.isEmpty()) {
            PemTrustOptions trust = new PemTrustOptions();
            trusted.stream().map(Path::toString).forEach(trust::addCertPath);
            options.setTrustOptions(trust);
        }
    }
}
