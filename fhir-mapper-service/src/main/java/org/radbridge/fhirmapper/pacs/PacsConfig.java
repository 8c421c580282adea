package org.radbridge.fhirmapper.pacs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The PACS whose report is announced, and further destinations by name. */
@ConfigMapping(prefix = "radbridge.pacs")
public interface PacsConfig extends DestinationConfig {

    /** How many reports are sent at a time. */
    @WithDefault("4")
    int concurrency();

    /**
     * How many studies' other objects are made and sent at a time: each takes an image's memory.
     */
    @WithName("evidence-concurrency")
    @WithDefault("2")
    int evidenceConcurrency();

    /** The organization of the radiologists who verify reports, for the report (0040,A027). */
    @WithDefault("Radiology")
    String organization();

    /** How long decisions on findings wait for the next one, or for the signature. */
    @WithName("review-delay")
    @WithDefault("1m")
    Duration reviewDelay();

    /**
     * Where storage commitment is reported on associations of the PACS's own; absent for nowhere.
     */
    @WithName("commitment-port")
    OptionalInt commitmentPort();

    /** The address that it listens on. */
    @WithName("commitment-host")
    @WithDefault("0.0.0.0")
    String commitmentHost();

    /** TLS of that port; absent for none. */
    @WithName("commitment-tls")
    Optional<Tls> commitmentTls();

    /** Further destinations. */
    Map<String, DestinationConfig> destinations();
}
