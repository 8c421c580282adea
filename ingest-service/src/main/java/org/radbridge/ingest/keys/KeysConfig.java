package org.radbridge.ingest.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the master key is kept, and how long the keys below it serve. */
@ConfigMapping(prefix = "radbridge.storage.keys")
public interface KeysConfig {

    /** Who keeps the master key. */
    @WithDefault("file")
    Kind kind();

    /** The file with the master key, a keyset of Tink's for AEAD as JSON; for the kind file. */
    Optional<Path> file();

    /** Whether a missing key file is created: for the dev stack, never in a hospital. */
    @WithDefault("false")
    boolean create();

    /** How long a wrapping key serves for new objects; it opens the old ones for ever. */
    @WithDefault("P30D")
    Duration period();

    /** How often the keys that other replicas made are looked for, and their age is looked at. */
    @WithDefault("PT1M")
    Duration refreshInterval();

    /** HashiCorp Vault's transit engine; for the kind vault. */
    Vault vault();

    /** Who keeps the master key. */
    enum Kind {
        FILE,
        VAULT
    }

    /** How Vault is reached. */
    interface Vault {
        /** Its address, such as https://vault.example.org:8200. */
        Optional<URI> address();

        /** A token that may encrypt, decrypt and rewrap with the key; a file is better. */
        Optional<String> token();

        /** A file with the token, read before each use: Vault's agent renews it. */
        Optional<Path> tokenFile();

        /** Certificates (PEM) that vouch for Vault; empty for those the platform trusts. */
        Optional<Path> caCertificates();

        /** The namespace, for Vault Enterprise. */
        Optional<String> namespace();

        /** Where the transit engine is mounted. */
        @WithDefault("transit")
        String mount();

        /** The name of the key in the transit engine. */
        @WithDefault("radbridge")
        String key();

        /** How long Vault may take for an answer. */
        @WithDefault("PT5S")
        Duration timeout();
    }
}
