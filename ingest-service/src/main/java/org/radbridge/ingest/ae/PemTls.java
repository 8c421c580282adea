package org.radbridge.ingest.ae;

import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.net.TlsOptions;

/**
 * TLS from PEM files.
 *
 * @param trusted the authorities that may have signed a peer's certificate; may be empty
 * @param identity our own certificate chain and key
 */
public record PemTls(List<Path> trusted, Optional<Identity> identity) {

    /** A certificate chain and its private key (PKCS #8). */
    public record Identity(Path certificate, Path key) {
        private PemKeyCertOptions options() {
            return new PemKeyCertOptions()
                    .addCertPath(certificate.toString())
                    .addKeyPath(key.toString());
        }
    }

    public PemTls {
        trusted = List.copyOf(trusted);
    }

    /** As a client; without an identity, it shows none. */
    public TlsOptions client() {
        return identity.map(own -> TlsOptions.mutualClient(own.options(), trust()))
                .orElseGet(() -> TlsOptions.client(trust()));
    }

    /**
     * As a server.
     *
     * @param certificateRequired whether clients must show a certificate
     * @throws IllegalArgumentException without an identity, or when a certificate is required that
     *     nobody could vouch for
     */
    public TlsOptions server(boolean certificateRequired) {
        PemKeyCertOptions own =
                identity.orElseThrow(() -> new IllegalArgumentException("a server has an identity"))
                        .options();
        if (certificateRequired) {
            if (trusted.isEmpty()) {
                throw new IllegalArgumentException(
                        "client certificates are required, and no authority is trusted");
            }
            return TlsOptions.mutualServer(own, trust());
        }
        return trusted.isEmpty() ? TlsOptions.server(own) : TlsOptions.askingServer(own, trust());
    }

    private PemTrustOptions trust() {
        PemTrustOptions trust = new PemTrustOptions();
        trusted.stream().map(Path::toString).forEach(trust::addCertPath);
        return trust;
    }
}
