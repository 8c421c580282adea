package org.radbridge.ingest.index;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Row ids of the series seen last, so that the next instances of one cost no look-up. */
final class KnownSeries {
    private static final int CAPACITY = 10_000;

    /** A series is known by its own UID within its study's. */
    record Key(String studyInstanceUid, String seriesInstanceUid) {
        static Key of(IndexEntry entry) {
            return new Key(entry.studyInstanceUid(), entry.seriesInstanceUid());
        }
    }

    /** Row ids. */
    record Ref(long studyId, long seriesId) {}

    private final Map<Key, Ref> refs =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Ref> eldest) {
                    return size() > CAPACITY;
                }
            };

    synchronized @Nullable Ref get(Key key) {
        return refs.get(key);
    }

    synchronized void putAll(Map<Key, Ref> committed) {
        refs.putAll(committed);
    }

    synchronized void forget(Iterable<Key> keys) {
        keys.forEach(refs::remove);
    }
}
