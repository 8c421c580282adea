package org.radbridge.ingest.storage;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import org.radbridge.ingest.keys.DataKeys;

/** Chooses the store by configuration. */
@ApplicationScoped
class ObjectStores {
    @Produces
    @Startup
    @ApplicationScoped
    ObjectStore store(
            StorageConfig config, S3Config bucket, DataKeys keys, StorageWorkers workers) {
        return switch (config.kind()) {
            case VOLUME -> new LocalVolume(config, keys, workers);
            case S3 -> new S3Store(bucket, keys, workers);
        };
    }

    void close(@Disposes ObjectStore store) throws Exception {
        if (store instanceof AutoCloseable open) {
            open.close();
        }
    }
}
