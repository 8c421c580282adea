package org.radbridge.fhirmapper.pacs;

import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.Optional;
import org.radbridge.dicom.net.TlsOptions;

/** TLS from the PEM files of a configuration. */
final class PemFiles {
    private PemFiles() {}

    /** As a client; without a certificate of our own, it shows none. */
    static TlsOptions client(DestinationConfig.Tls tls) {
        return identity(tls)
                .map(own -> TlsOptions.mutualClient(own, trust(tls)))
                .orElseGet(() -> TlsOptions.client(trust(tls)));
    }

    /**
     * As a server that takes only clients whose certificate it trusts.
     *
     * @throws IllegalArgumentException without a certificate and key of our own
     */
    static TlsOptions server(DestinationConfig.Tls tls) {
        return TlsOptions.mutualServer(
                identity(tls)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "radbridge.pacs.commitment-tls needs certificate and key")),
                trust(tls));
    }

    private static PemTrustOptions trust(DestinationConfig.Tls tls) {
        PemTrustOptions trust = new PemTrustOptions();
        tls.trust().forEach(path -> trust.addCertPath(path.toString()));
        return trust;
    }

    private static Optional<PemKeyCertOptions> identity(DestinationConfig.Tls tls) {
        return tls.certificate()
                .flatMap(certificate ->
                        tls.key()
                                .map(key ->
                                        new PemKeyCertOptions()
                                                .addCertPath(certificate.toString())
                                                .addKeyPath(key.toString())));
    }
}
