package org.radbridge.ingest.wado;

import java.util.List;

/**
 * Some of what is made of an object: as much as may wait for a client to take it.
 *
 * @param done how many steps there are with those of earlier batches
 * @param last whether nothing is left
 */
record Batch<T>(List<T> items, int done, boolean last) {

    /** Bytes after which a batch is full. */
    static final int BYTES = 8 << 20;

    /** All at once. */
    static <T> Batch<T> whole(T item) {
        return new Batch<>(List.of(item), 1, true);
    }
}
