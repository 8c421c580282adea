package org.radbridge.ingest.wado;

import org.radbridge.ingest.index.BulkDataLocation;

/** Stored metadata as it is answered: its bulk data under URLs, and not where it lies. */
final class StoredMetadata {
    private StoredMetadata() {}

    /**
     * Appends an instance's metadata.
     *
     * @param stored as it is in the index
     * @param bulkData the URL below which the instance's bulk data is found
     */
    static void append(StringBuilder answer, String stored, String bulkData) {
        int done = 0;
        int mark = stored.indexOf(BulkDataLocation.MARK);
        while (mark >= 0) {
            int path = mark + BulkDataLocation.MARK.length();
            int location = stored.indexOf('?', path);
            answer.append(stored, done, path).append(bulkData).append(stored, path, location);
            done = stored.indexOf('"', location);
            mark = stored.indexOf(BulkDataLocation.MARK, done);
        }
        answer.append(stored, done, stored.length());
    }
}
