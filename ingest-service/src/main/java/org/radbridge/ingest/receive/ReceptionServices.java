package org.radbridge.ingest.receive;

import org.radbridge.ingest.index.InstanceIndex;
import org.radbridge.ingest.repair.Repairs;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.storage.StorageWorkers;

/** What a reception works with. */
record ReceptionServices(
        StorageWorkers workers,
        ObjectStore store,
        InstanceIndex index,
        RefusedInstances refused,
        ActiveReceptions active,
        StorageClasses storageClasses,
        HeaderReader headers,
        Repairs repairs,
        Rewriting rewriting,
        Quarantine quarantine,
        ChunkBuffers buffers,
        long maxInstanceSize) {}
