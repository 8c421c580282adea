package org.radbridge.ingest.keys;

import io.smallrye.mutiny.Uni;

/** Makes and opens the keys of objects. Neither asks anything outside the process as a rule. */
public interface DataKeys {

    /** A fresh key. Takes a few microseconds on the calling thread. */
    DataKey create();

    /**
     * Opens a key. At once, unless another replica made its wrapping key a moment ago. Fails with a
     * {@link KeyException}.
     */
    Uni<DataKey> open(WrappedKey wrapped);
}
