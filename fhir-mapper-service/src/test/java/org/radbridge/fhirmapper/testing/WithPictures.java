package org.radbridge.fhirmapper.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Findings are drawn into documents, as they are everywhere but in tests: drawing makes another
 * version of a report within a second of the first, which tests of versions would stumble over.
 */
public final class WithPictures implements QuarkusTestResourceLifecycleManager {
    static final String MOST = "radbridge.pictures.most";

    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        return Map.of(MOST, "6");
    }

    @Override
    public void stop() {}
}
