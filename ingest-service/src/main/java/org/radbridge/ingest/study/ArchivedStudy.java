package org.radbridge.ingest.study;

import java.util.List;
import org.radbridge.ingest.routing.SeriesFacts;

/** A stored study, as rules see it. */
public record ArchivedStudy(String studyInstanceUid, List<SeriesFacts> series) {
    public ArchivedStudy {
        series = List.copyOf(series);
    }
}
