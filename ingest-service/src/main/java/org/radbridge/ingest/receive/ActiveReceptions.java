package org.radbridge.ingest.receive;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The studies that instances are arriving for at this moment, in this process. */
@ApplicationScoped
public class ActiveReceptions {
    private final ConcurrentHashMap<String, Integer> receptions = new ConcurrentHashMap<>();

    void begin(String studyInstanceUid) {
        receptions.merge(studyInstanceUid, 1, Integer::sum);
    }

    void end(String studyInstanceUid) {
        receptions.computeIfPresent(studyInstanceUid, (_, count) -> count == 1 ? null : count - 1);
    }

    /** Whether an instance of the study is arriving. */
    public boolean contains(String studyInstanceUid) {
        return receptions.containsKey(studyInstanceUid);
    }

    /** All studies that instances are arriving for. */
    public Set<String> studies() {
        return Set.copyOf(receptions.keySet());
    }
}
