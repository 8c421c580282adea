package org.radbridge.ingest.scrub;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;
import org.radbridge.ingest.scrub.ScrubOutcome.Damaged;
import org.radbridge.ingest.scrub.ScrubOutcome.Sound;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.storage.Sha256;
import org.radbridge.ingest.storage.StorageException;
import org.radbridge.ingest.storage.StorageFailure;

/** Reads one object: its authenticated encryption, its length and its SHA-256 must hold. */
@ApplicationScoped
class ObjectCheck {
    private static final String CORRUPT = "object-corrupt";

    private final ObjectStore store;

    ObjectCheck(ObjectStore store) {
        this.store = store;
    }

    /** Fails only when the store is away: then nothing is known of the object. */
    Uni<ScrubOutcome> of(ScrubbedObject object) {
        MessageDigest digest = Sha256.start();
        AtomicLong size = new AtomicLong();
        return store.read(object.object())
                .invoke(chunk -> {
                    digest.update(chunk.getBytes());
                    size.addAndGet(chunk.length());
                })
                .collect()
                .last()
                .map(_ -> compared(object, size.get(), Sha256.of(digest.digest())))
                .onFailure(StorageException.Missing.class)
                .recoverWithItem(() ->
                        new Damaged(object, StorageFailure.OBJECT_MISSING.id(), "not in the store"))
                .onFailure(StorageException.Broken.class)
                .recoverWithItem(failure ->
                        new Damaged(
                                object,
                                CORRUPT,
                                "after %d of %d bytes: %s"
                                        .formatted(
                                                size.get(),
                                                object.size(),
                                                ((StorageException) failure).detail())));
    }

    private static ScrubOutcome compared(ScrubbedObject object, long size, Sha256 sha256) {
        if (size != object.size()) {
            return new Damaged(
                    object, CORRUPT, "%d bytes instead of %d".formatted(size, object.size()));
        }
        return sha256.hex().equals(object.sha256())
                ? new Sound(object)
                : new Damaged(object, CORRUPT, "another SHA-256 than was recorded");
    }
}
