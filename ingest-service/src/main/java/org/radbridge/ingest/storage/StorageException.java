package org.radbridge.ingest.storage;

import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.RadbridgeException;

/** What can go wrong with the bytes. */
public abstract sealed class StorageException extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    private StorageException(StorageFailure failure, String detail, @Nullable Throwable cause) {
        super(failure, detail, cause);
    }

    /** No room: the sender may try again later (A700, 507). */
    public static final class Full extends StorageException {
        private static final long serialVersionUID = 1L;

        Full(String detail, @Nullable Throwable cause) {
            super(StorageFailure.STORAGE_FULL, detail, cause);
        }
    }

    /** The store or the key service does not answer: the sender may try again later. */
    public static final class Unavailable extends StorageException {
        private static final long serialVersionUID = 1L;

        Unavailable(String detail, @Nullable Throwable cause) {
            super(StorageFailure.STORAGE_UNAVAILABLE, detail, cause);
        }
    }

    /** There is no such object. */
    public static final class Missing extends StorageException {
        private static final long serialVersionUID = 1L;

        Missing(ObjectId id, @Nullable Throwable cause) {
            super(StorageFailure.OBJECT_MISSING, "object " + id, cause);
        }
    }

    /** The device or the keys fail, or the bytes are not those that were written. */
    public static final class Broken extends StorageException {
        private static final long serialVersionUID = 1L;

        Broken(String detail, @Nullable Throwable cause) {
            super(StorageFailure.STORAGE_BROKEN, detail, cause);
        }
    }
}
