package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Bytes that a failure left behind and that nobody will ask for. */
public final class Leftovers {
    private static final Logger LOG = Logger.getLogger(Leftovers.class);

    private Leftovers() {}

    /**
     * Their removal, which never fails: the failure before it is the one to tell of. When it fails
     * that is logged, and the sweep for orphaned objects, or the bucket's own rule for uploads that
     * were never completed, removes them later.
     */
    public static Uni<Void> removed(Uni<Void> removal) {
        return removal.onFailure()
                .invoke(failure -> LOG.warnf("leftover-not-removed: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
