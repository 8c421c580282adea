package org.radbridge.fhirmapper.hl7v2;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.radbridge.fhirmapper.hl7v2.mllp.MllpTls;

/** HL7 v2 with the hospital's systems. */
@ConfigMapping(prefix = "radbridge.hl7v2")
public interface Hl7v2Config {

    /** Our MSH-3 in what we send. */
    @WithDefault("RADBRIDGE")
    String application();

    /** Our MSH-4 in what we send. */
    @WithDefault("RADBRIDGE")
    String facility();

    /** The hospital's time zone, for times that name none. */
    @WithDefault("UTC")
    ZoneId zone();

    /** The port for messages that come in. */
    Listen listen();

    /** Who sends to us, by a name of the site's own. A sender that is no feed is refused. */
    Map<String, Feed> feeds();

    /**
     * The issuer of patient ids that each assigning authority (PID-3.4) stands for, by its
     * namespace id or universal id; one that is not listed is an issuer of its own.
     */
    Map<String, String> authorities();

    /** Whom results are sent to, by a name of the site's own. */
    Map<String, Destination> destinations();

    /** How long messages are kept after they were applied or sent. */
    @WithDefault("P90D")
    Duration retention();

    /** How often it is looked whether a feed has fallen silent. */
    @WithDefault("PT10S")
    Duration watchEvery();

    /** The port for messages that come in. */
    interface Listen {

        /** Whether to listen; without any feed nobody does. */
        @WithDefault("true")
        boolean enabled();

        /** The address to listen on. */
        @WithDefault("0.0.0.0")
        String host();

        /** The port to listen on; 0 for a free one. */
        @WithDefault("2575")
        int port();

        /** How long a message may be. */
        @WithDefault("16M")
        MemorySize longestMessage();

        /** How many connections may be open at a time. */
        @WithDefault("64")
        int maxConnections();

        /** How long a connection may be silent. */
        @WithDefault("PT1H")
        Duration idleTimeout();

        /** How long a message may take from its first byte to its last. */
        @WithDefault("PT30S")
        Duration frameTimeout();

        /** How long a sender waits for a message to be applied before it is told it is kept. */
        @WithDefault("PT3S")
        Duration answerWithin();

        /** By TLS instead of in clear. */
        Optional<Tls> tls();
    }

    /** PEM files. */
    interface Tls {

        /** Our certificate chain. */
        Optional<Path> certificate();

        /** Our private key (PKCS #8). */
        Optional<Path> key();

        /** The authorities that may have signed the other side's certificate. */
        Optional<List<Path>> trusted();

        /** Whether callers must show a certificate; they must when this is not given. */
        Optional<Boolean> clientCertificateRequired();

        /** As a connection takes it. */
        default MllpTls options(boolean peerCertificateRequired) {
            return new MllpTls(
                    certificate()
                            .flatMap(chain -> key().map(own -> new MllpTls.Identity(chain, own))),
                    trusted().orElse(List.of()),
                    peerCertificateRequired);
        }
    }

    /** A system that sends to us. */
    interface Feed {

        /** Its MSH-3. */
        String application();

        /** Its MSH-4; any when this is not given. */
        Optional<String> facility();

        /** The issuer of its patient ids that name no assigning authority. */
        Optional<String> issuer();

        /** The character set of messages that name none (table 0211). */
        @WithDefault("UNICODE UTF-8")
        String characterSet();

        /** Which processing ids (MSH-11) are taken. */
        @WithDefault("P")
        List<String> processingIds();

        /** Where its orders have their accession number, the first that is valued. */
        @WithDefault("IPC-1,OBR-18,OBR-3,ORC-3")
        List<String> accessionFields();

        /**
         * How long it may be silent, by the hours of the day in which that holds: {@code 06-22} or
         * {@code 22-06}, in the hospital's time zone.
         */
        Map<String, Duration> silence();
    }

    /** A system that results are sent to. */
    interface Destination {

        /** Its host. */
        String host();

        /** Its port. */
        int port();

        /** By TLS instead of in clear. */
        Optional<Tls> tls();

        /** Its MSH-5. */
        String application();

        /** Its MSH-6. */
        String facility();

        /** The character set in which it is written to (table 0211). */
        @WithDefault("UNICODE UTF-8")
        String characterSet();

        /** What it acknowledges: that it processed a message, or that it keeps it safely. */
        @WithDefault("original")
        Acknowledgement acknowledgement();

        /** Whether reports go along as PDF. */
        @WithDefault("true")
        boolean documents();

        /** How long a connection may take to open. */
        @WithDefault("PT5S")
        Duration connectTimeout();

        /** How long an acknowledgement may take. */
        @WithDefault("PT30S")
        Duration answerTimeout();

        /** How soon a message is sent again. */
        @WithDefault("PT0.5S")
        Duration retryFirst();

        /** How far attempts grow apart. */
        @WithDefault("PT30S")
        Duration retryLongest();

        /** How often a message may be refused (AE, CE) before it is parked. */
        @WithDefault("8")
        int mostRefusals();
    }

    /** Acknowledgement modes (section 2.9). */
    enum Acknowledgement {
        ORIGINAL,
        ENHANCED
    }
}
