package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.radbridge.ingest.keys.KeyException;
import org.radbridge.ingest.keys.KeyFailure;

/** Turns what files, ciphers and keys throw into what a store says. */
final class StorageFailures {
    private StorageFailures() {}

    static <T> Uni<T> translated(Uni<T> work) {
        return work.onFailure(failure -> !(failure instanceof StorageException))
                .transform(StorageFailures::translate);
    }

    /** What a store says of a failure to read an object. */
    static StorageException of(Throwable failure, ObjectId id) {
        return switch (failure) {
            case NoSuchFileException missing -> new StorageException.Missing(id, missing);
            case StorageException told -> told;
            default -> translate(failure);
        };
    }

    private static StorageException translate(Throwable failure) {
        return switch (failure) {
            case UncheckedIOException unchecked when unchecked.getCause() != null ->
                    translate(unchecked.getCause());
            case IOException io when isFull(io) ->
                    new StorageException.Full("the volume has no room left", io);
            case KeyException key -> translate(key);
            default -> new StorageException.Broken(failure.getClass().getSimpleName(), failure);
        };
    }

    private static StorageException translate(KeyException key) {
        String detail = key.failureId().id() + ": " + key.detail();
        return key.failureId() == KeyFailure.KEY_SERVICE_UNAVAILABLE
                ? new StorageException.Unavailable(detail, key)
                : new StorageException.Broken(detail, key);
    }

    /** Java tells a full device (ENOSPC) or quota (EDQUOT) only by the system's message. */
    private static boolean isFull(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded");
    }
}
