package org.radbridge.ingest.ae;

import java.util.Arrays;
import java.util.List;

/** Why callers are rejected, for the conformance statement. */
public final class RefusalRows {
    private RefusalRows() {}

    /** Id and reason. */
    public static List<List<String>> rows() {
        return Arrays.stream(Refusal.values())
                .map(refusal -> List.of(refusal.id(), refusal.reason().name()))
                .toList();
    }
}
