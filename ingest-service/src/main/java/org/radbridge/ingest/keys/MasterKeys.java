package org.radbridge.ingest.keys;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;

/** Chooses the master key by configuration. */
@ApplicationScoped
class MasterKeys {
    private final KeysConfig config;
    private final Vertx vertx;

    MasterKeys(KeysConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    @Produces
    @ApplicationScoped
    MasterKey masterKey() {
        return switch (config.kind()) {
            case FILE -> new KeyFile(file(), config.create());
            case VAULT -> new VaultTransit(vertx, config.vault());
        };
    }

    private Path file() {
        return config.file()
                .orElseThrow(() ->
                        new KeyException(
                                KeyFailure.KEY_REFUSED,
                                "radbridge.storage.keys.file names no file",
                                null));
    }
}
