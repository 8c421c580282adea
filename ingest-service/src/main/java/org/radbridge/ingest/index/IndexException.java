package org.radbridge.ingest.index;

import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.FailureId;
import org.radbridge.kit.failure.RadbridgeException;

/** The index could not take an instance. */
public final class IndexException extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    IndexException(IndexFailure failure, String detail, @Nullable Throwable cause) {
        super(failure, detail, cause);
    }

    /** The stable ids of index failures. */
    public enum IndexFailure implements FailureId {
        /** The sender may try again later. */
        INDEX_UNAVAILABLE("index-unavailable", 503, "The index cannot be reached"),
        /** The same instance would fail again. */
        INDEX_REFUSED("index-refused", 500, "The index does not take this instance");

        private final String id;
        private final int status;
        private final String title;

        IndexFailure(String id, int status, String title) {
            this.id = id;
            this.status = status;
            this.title = title;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public String title() {
            return title;
        }
    }
}
