package org.radbridge.fhirmapper.pacs;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.radbridge.fhirmapper.evidence.ObjectKind;

/** A PACS that gets results. */
public interface DestinationConfig {

    /** How objects are stored there. */
    @WithDefault("c-store")
    Protocol protocol();

    /** Its DIMSE host; for C-STORE and storage commitment. */
    Optional<String> host();

    /** Its DIMSE port. */
    OptionalInt port();

    /** Its AE title. */
    @WithName("ae-title")
    Optional<String> aeTitle();

    /** Our AE title towards it. */
    @WithName("calling-ae-title")
    @WithDefault("RADBRIDGE")
    String callingAeTitle();

    /** Its DICOMweb root; for STOW-RS and QIDO-RS. */
    Optional<String> url();

    /** How long it may take to answer. */
    @WithDefault("20s")
    Duration timeout();

    /** The kinds of objects that it gets. */
    @WithDefault(
            "structured-report,parametric-map,presentation-state,secondary-capture,key-object-selection")
    Set<ObjectKind> objects();

    /** By what an object counts as arrived. */
    @WithDefault("qido-rs")
    Confirmation confirmation();

    /** Whether it is sent notes that reject what was superseded or withdrawn (IHE IOCM). */
    @WithName("rejection-notes")
    @WithDefault("true")
    boolean rejectionNotes();

    /** TLS towards its DIMSE port; absent for none. */
    Optional<Tls> tls();

    /** TLS by PEM files. */
    interface Tls {
        /** The authorities that may have signed its certificate. */
        List<Path> trust();

        /** Our certificate chain, for a peer that wants one. */
        Optional<Path> certificate();

        /** The key of our certificate. */
        Optional<Path> key();
    }

    /** Ways to store. */
    enum Protocol {
        C_STORE,
        STOW_RS
    }

    /** Ways to know that an object has arrived. */
    enum Confirmation {
        /** It is found by a query. */
        QIDO_RS,
        /** The PACS takes responsibility for it (PS3.4 annex J). */
        STORAGE_COMMITMENT,
        /** The PACS said that it stored it, and nothing better is to be had. */
        ACCEPTED
    }
}
