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

    private static final String REGISTRY =
            """
            rules:
              - id: ectasia
                registry: {system: "urn:site:registries", code: vessels, display: Vessel registry}
                findings: [Ectasia]
                ages: {from: 18}
                modalities: [CT]
                followUp:
                  code: {system: "urn:site:procedures", code: CTA, display: CT angiography}
                  earliest: P3M
                  latest: P6M
                  modality: CT
                  note: Same protocol.
              - id: stenosis
                registry: {system: "urn:site:registries", code: stenoses, display: Stenosis registry}
                findings: [Stenosis]
                confidence: 0.9
                from: preliminary
                followUp:
                  code: {system: "urn:site:procedures", code: US, display: Ultrasound}
                  earliest: P1M
                  latest: P2M
                  modality: CT
            """;

    @Override
    public Map<String, String> start() {
        return Map.of(
                "radbridge.consults.rules",
                file("consult-rules", CONSULTS),
                "radbridge.registry.rules",
                file("registry-rules", REGISTRY));
    }

    private static String file(String name, String rules) {
        try {
            Path file = Files.createTempFile("radbridge-" + name, ".yaml");
            Files.writeString(file, rules);
            file.toFile().deleteOnExit();
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
