package org.radbridge.ingest.dicomweb.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A DICOMweb origin server.
 *
 * @param base its base URI: {@code https://pacs.hospital.example/dicom-web}
 * @param authorization how it is told who asks
 * @param tls how it is known, and how it knows us; empty for the authorities that Java trusts
 * @param patience how long a connection may be without a byte
 */
public record DicomWebServer(
        URI base, Authorization authorization, Optional<Tls> tls, Duration patience) {
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(60);

    /**
     * Certificates, as PEM files.
     *
     * @param trusted the authorities that may have signed the server's certificate
     * @param certificate ours; empty when the server asks for none
     * @param key its private key (PKCS #8)
     */
    public record Tls(Path trusted, Optional<Path> certificate, Optional<Path> key) {}

    public DicomWebServer {
        String scheme = base.getScheme();
        if (base.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("the base of a server is an http or https URL");
        }
    }

    /** A server that asks nobody who they are. */
    public static DicomWebServer at(URI base) {
        return new DicomWebServer(
                base, new Authorization.None(), Optional.empty(), DEFAULT_PATIENCE);
    }

    /** The same server, asked as somebody. */
    public DicomWebServer as(Authorization who) {
        return new DicomWebServer(base, who, tls, patience);
    }

    /** The same server, with these certificates. */
    public DicomWebServer with(Tls certificates) {
        return new DicomWebServer(base, authorization, Optional.of(certificates), patience);
    }

    boolean isSecure() {
        return "https".equals(base.getScheme());
    }

    int port() {
        int port = base.getPort();
        return port >= 0 ? port : isSecure() ? 443 : 80;
    }

    /** The path and query below the base. */
    String target(String resource) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        return (path.endsWith("/") ? path : path + "/") + resource;
    }
}
