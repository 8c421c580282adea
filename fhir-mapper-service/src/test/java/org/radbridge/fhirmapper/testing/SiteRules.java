package org.radbridge.fhirmapper.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A site that has rules for findings that no other test's results hold. */
public final class SiteRules implements QuarkusTestResourceLifecycleManager {
    private static final String CONSULTS =
            """
            rules:
              - id: vessels
                findings: [Aneurysm]
                service: {system: "urn:site:services", code: NSURG, display: Neurosurgical consult}
                specialty: Neurosurgery
                note: Please assess.
              - id: vessels-at-once
                findings: [Aneurysm]
                confidence: 0.9
                from: preliminary
                service: {system: "urn:site:services", code: NRAD, display: Neuroradiological consult}
                specialty: Neuroradiology
            """;

    @Override
    public Map<String, String> start() {
        try {
            Path file = Files.createTempFile("radbridge-consult-rules", ".yaml");
            Files.writeString(file, CONSULTS);
            file.toFile().deleteOnExit();
            return Map.of("radbridge.consults.rules", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
