package org.radbridge.ingest.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A registry with every application entity that the tests of the DIMSE services play. They share
 * it, since a profile of its own costs a test class another start of the application.
 */
public final class KnownPeers implements QuarkusTestProfile {
    /** Who issued the Patient IDs that come without an issuer. */
    public static final String ISSUER = "HOSPITAL";

    private static final Path ENTITIES = Path.of("target/application-entities-peers.yaml");
    private static final Path PRIORS = Path.of("target/priors-peers.yaml");
    private static final String NO_ARCHIVE = "archives: []";

    @Override
    public Map<String, String> getConfigOverrides() {
        write(
                ENTITIES,
                """
                entities:
                  - {title: CT1, may: [store, commit], host: 127.0.0.1, port: %d}
                  - {title: CT3, may: [store]}
                  - {title: CT5, may: [store]}
                  - {title: VIEWER, may: [query, retrieve]}
                  - {title: LIST, may: [query]}
                  - {title: STORESCU, may: [store]}
                  - {title: FINDSCU, may: [query]}
                  - {title: GETSCU, may: [retrieve]}
                  - {title: MOVESCU, may: [retrieve], host: 127.0.0.1, port: %d}
                  - {title: ORTHANC, may: [store, commit, query, retrieve], host: 127.0.0.1, port: %d}
                  - {title: PACS, may: [store, commit], host: 127.0.0.1, port: %d}
                  - {title: ARCHIVE2, host: 127.0.0.1, port: %d}
                  - {title: DOWN, host: 127.0.0.1, port: 1}
                """
                        .formatted(
                                port("CT1"),
                                port("MOVESCU"),
                                port("ORTHANC"),
                                port("PACS"),
                                port("ARCHIVE2")));
        write(PRIORS, NO_ARCHIVE);
        return Map.of(
                "radbridge.ae.entities",
                ENTITIES.toString(),
                "radbridge.priors.settings",
                PRIORS.toString(),
                "radbridge.receive.default-issuer",
                ISSUER,
                "radbridge.commitment.delay",
                "PT0.2S",
                "radbridge.commitment.retry-after",
                "PT0.3S");
    }

    /** Where the entity of this title is called, if it is. */
    public static int port(String title) {
        return Ports.fixed("peer." + title);
    }

    /** Sets where priors are looked for, until {@link #forgetPriorArchives}. */
    public static void usePriorArchives(WebDoor administrator, String settings) {
        write(PRIORS, settings);
        String reload = "/operations/settings/priors/reload";
        assertThat(administrator.post(reload, "application/json", new byte[0]).statusCode())
                .isEqualTo(200);
    }

    /** Looks for priors in no archive, as it was at the start. */
    public static void forgetPriorArchives(WebDoor administrator) {
        usePriorArchives(administrator, NO_ARCHIVE);
    }

    private static void write(Path file, String yaml) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
