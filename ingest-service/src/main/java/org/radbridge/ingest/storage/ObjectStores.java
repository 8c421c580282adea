package org.radbridge.ingest.storage;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.radbridge.ingest.keys.DataKeys;

/** Chooses the store by configuration. */
@ApplicationScoped
class ObjectStores {
    @Produces
    @Startup
    @ApplicationScoped
    ObjectStore store(StorageConfig config, DataKeys keys, StorageWorkers workers) {
        return new LocalVolume(config, keys, workers);
    }
}
