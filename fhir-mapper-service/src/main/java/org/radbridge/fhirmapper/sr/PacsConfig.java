package org.radbridge.fhirmapper.sr;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** The PACS that gets the structured reports. */
@ConfigMapping(prefix = "radbridge.pacs")
public interface PacsConfig {

    /** How reports are stored there. */
    @WithDefault("c-store")
    Protocol protocol();

    /** Its DIMSE host. */
    String host();

    /** Its DIMSE port. */
    int port();

    /** Its AE title. */
    @WithName("ae-title")
    String aeTitle();

    /** Our AE title towards it. */
    @WithName("calling-ae-title")
    @WithDefault("RADBRIDGE")
    String callingAeTitle();

    /** Its DICOMweb root: for STOW-RS, and for QIDO-RS, by which arrival is confirmed. */
    String url();

    /** How long it may take to answer. */
    @WithDefault("20s")
    Duration timeout();

    /** How many reports are sent at a time. */
    @WithDefault("4")
    int concurrency();

    /** Ways to store. */
    enum Protocol {
        C_STORE,
        STOW_RS
    }
}
