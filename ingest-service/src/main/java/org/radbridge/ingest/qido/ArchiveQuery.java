package org.radbridge.ingest.qido;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.radbridge.dicom.data.DataSet;

/** A query of the Query/Retrieve service (PS3.4 section C.4.1), answered page by page. */
public interface ArchiveQuery {

    /**
     * Some of the matches.
     *
     * @param matches with the attributes that were asked for, in UTF-8
     * @param more whether there are others
     */
    record Page(List<DataSet> matches, boolean more) {
        public Page {
            matches = List.copyOf(matches);
        }
    }

    /**
     * The matches from this one on. Fails with {@code query-too-broad} when no index bounds the
     * search and it takes longer than it may.
     */
    Uni<Page> page(int offset);

    /** Whether some key was not taken as one. */
    boolean isIgnoringKeys();

    /** The keys, as an audit record has them. */
    String keys();
}
