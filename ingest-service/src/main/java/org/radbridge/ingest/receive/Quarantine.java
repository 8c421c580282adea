package org.radbridge.ingest.receive;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.radbridge.ingest.storage.StoredObject;

/** Keeps the bytes of instances that were not taken, until an operator decides. */
public interface Quarantine {

    /** Whether bytes that were refused for this reason are kept, so many of them. */
    boolean takes(RefusalReason reason, long size);

    /**
     * Takes over an object: keeps it, or deletes it when there is no more room or the same bytes
     * are here. Does not fail.
     *
     * @param refusal the record that tells why
     */
    Uni<Void> keep(UUID refusal, StoredObject object);
}
