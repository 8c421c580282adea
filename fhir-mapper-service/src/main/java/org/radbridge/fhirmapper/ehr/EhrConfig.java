package org.radbridge.fhirmapper.ehr;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The FHIR servers that results are sent to. */
@ConfigMapping(prefix = "radbridge.ehr")
public interface EhrConfig {

    /** The servers, each by a name of the site's own, which logs and listings use. */
    Map<String, Destination> destinations();

    /** How many results are sent at a time. */
    @WithDefault("4")
    int concurrency();

    /** The longest wait between two attempts. */
    @WithDefault("60s")
    Duration longestDelay();

    /** A server. */
    interface Destination {
        /** Its base URL. */
        String url();

        /**
         * The resource types that are sent. Without Patient, the server has to know the patient
         * already; with it, an unknown one is created, and a known one never changed.
         */
        @WithDefault(
                "Patient,ImagingStudy,Endpoint,Device,Observation,DiagnosticReport,"
                        + "DocumentReference,Provenance")
        Set<String> resources();

        /** How we prove who we are. */
        @WithDefault("none")
        Authorization authorization();

        /** SMART: the id under which we are registered there. */
        @WithDefault("radbridge")
        String clientId();

        /** SMART: a JWK set with our private key, read for each token. */
        Optional<Path> keys();

        /** SMART: what we ask for. */
        @WithDefault("system/*.cruds")
        String scope();

        /** SMART: the token endpoint; discovered when left out. */
        Optional<String> tokenUrl();

        /** PEM certificates by which its own is trusted; the system's when left out. */
        Optional<Path> trust();

        /** How long it may stay silent. */
        @WithDefault("30s")
        Duration timeout();
    }

    /** Ways to be let in. */
    enum Authorization {
        /** Everybody who reaches it is. */
        NONE,
        /** SMART backend services. */
        SMART
    }
}
