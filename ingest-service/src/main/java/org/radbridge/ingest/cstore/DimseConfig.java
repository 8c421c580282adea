package org.radbridge.ingest.cstore;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.net.TlsProfile;

/** The DIMSE door. */
@ConfigMapping(prefix = "radbridge.dimse")
public interface DimseConfig {

    /** The AE title that callers must call. */
    @WithDefault("RADBRIDGE")
    String aeTitle();

    /** The address to listen on. */
    @WithDefault("0.0.0.0")
    String host();

    /** The port to listen on; 0 for a free one. */
    @WithDefault("11112")
    int port();

    /**
     * Who may call besides radbridge.ae.entities, for all but query and retrieve: {@code TITLE}, or
     * {@code TITLE@address} from that address only.
     */
    Optional<List<String>> callers();

    /** How many associations may be open at once. */
    @WithDefault("256")
    int maxAssociations();

    /** The longest P-DATA-TF that callers may send, in bytes (PS3.8 §D.1). */
    @WithDefault("131072")
    int maxPduLength();

    /** How long to wait for an association request or a close (PS3.8 §9.1.5). */
    @WithDefault("PT30S")
    Duration artimTimeout();

    /** How long an association may be silent. */
    @WithDefault("PT2M")
    Duration idleTimeout();

    /** How long operations under way may take when the service stops. */
    @WithDefault("PT10S")
    Duration drainTimeout();

    /** The same by TLS, at a port of its own. */
    Optional<Tls> tls();

    /** PEM files, and how strict the door is. */
    interface Tls {

        /** The port to listen on by TLS; 2762 when none is given, 0 for a free one. */
        Optional<Integer> port();

        /** Our certificate chain. */
        Path certificate();

        /** Our private key (PKCS #8). */
        Path key();

        /** The authorities that may have signed callers' certificates. */
        Optional<List<Path>> trusted();

        /**
         * Whether callers must show a certificate, as they must when this is not given; one that a
         * caller shows is always checked.
         */
        Optional<Boolean> clientCertificateRequired();

        /**
         * Which cipher suites are taken: {@code bcp-195}, as when this is not given, {@code
         * non-downgrading} or {@code extended}.
         */
        Optional<TlsProfile> profile();
    }
}
