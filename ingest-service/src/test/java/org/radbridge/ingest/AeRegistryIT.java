package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventJson;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.net.DicomServer;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.DicomServerServices;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.Modality.Outgoing;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@TestProfile(AeRegistryIT.Registry.class)
@Tag("A1")
class AeRegistryIT {
    private static final Path FILE = Path.of("target/application-entities-test.yaml");
    private static final int PEER_PORT = peerPort();

    /** Permanent, by the service user, calling AE title not recognized (PS3.8 table 9-21). */
    private static final String NOT_RECOGNIZED = "result=1, source=1, reason=3";

    private static final String ENTITIES =
            """
            entities:
              - {title: CT1, may: [store]}
              - {title: VIEWER, may: [query]}
              - {title: ELSEWHERE, addresses: 192.0.2.1, may: [store]}
              - {title: SECURE, tls: true, may: [store]}
              - {title: PACS, host: localhost, port: %d}
              - {title: GONE, host: localhost, port: 1}
            """;

    @Inject Vertx vertx;
    @Inject DimseDoor door;

    private WebDoor administrator;
    private WebDoor technologist;

    /** A registry of its own, which is edited while the service runs. */
    public static class Registry implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            write(ENTITIES.formatted(PEER_PORT));
            return Map.of(
                    "radbridge.ae.entities",
                    FILE.toString(),
                    "radbridge.settings.check-interval",
                    "PT0.1S");
        }
    }

    @BeforeEach
    void open() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        administrator = WebDoor.as("it-administrator", port);
        technologist = WebDoor.as("technologist", port);
    }

    @AfterEach
    void restore() {
        write(ENTITIES.formatted(PEER_PORT));
    }

    @Test
    void whoIsKnownComesInAndWhoIsNotIsToldSo() {
        assertThat(echo("CT1")).isZero();
        assertThat(rejection("STRANGER")).contains(NOT_RECOGNIZED);
        assertThat(rejection("ELSEWHERE")).contains(NOT_RECOGNIZED);
        assertThat(rejection("SECURE")).contains("result=1, source=1, reason=1");
    }

    @Test
    void whoMayOnlyQueryIsNotAuthorizedToStore() {
        Outgoing instance = Outgoing.of(Samples.renewed(Samples.CHEST_RADIOGRAPH, Uid.create()));

        try (Modality viewer = Modality.open(vertx, door.port(), "VIEWER", List.of(instance))) {
            assertThat(viewer.store(instance).code()).isEqualTo(0x0124);
        }
        try (Modality scanner = Modality.open(vertx, door.port(), "CT1", List.of(instance))) {
            assertThat(scanner.store(instance).code()).isZero();
        }
    }

    @Test
    void aPeerIsReachedByEchoAndTheAdministratorSeesWhenItCalledItself() {
        DicomServer pacs =
                DicomServer.create(
                        vertx,
                        DicomServerOptions.of("PACS").withHost("localhost").withPort(PEER_PORT),
                        DicomServerServices.echoOnly());
        Modality.await(pacs.listen());
        echo("PACS");

        HttpResponse<String> response = post("PACS");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).get("status").asText()).isEqualTo("success");
        assertThat(json(response).get("inbound").get("acceptedAt").asText()).isNotEmpty();
        Modality.await(pacs.close(Duration.ofSeconds(1)));
    }

    @Test
    void aPeerThatCannotBeReachedIsReportedWithItsFailure() {
        assertThat(post("GONE").statusCode()).isEqualTo(502);
        assertThat(post("GONE").body()).contains("urn:radbridge:failure:ae-unreachable");
        assertThat(post("CT1").body()).contains("ae-not-callable");
        assertThat(post("STRANGER").statusCode()).isEqualTo(404);
        assertThat(
                        technologist
                                .post(
                                        "/operations/application-entities/PACS/echo",
                                        "application/json",
                                        new byte[0])
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theListTellsWhatEachMayDoAndTheLastRejection() {
        rejection("SECURE");

        JsonNode list = json(administrator.get("/operations/application-entities"));

        assertThat(StreamSupport.stream(list.spliterator(), false))
                .anySatisfy(known -> {
                    assertThat(known.get("entity").get("title").asText()).isEqualTo("SECURE");
                    assertThat(known.get("inbound").get("rejection").asText())
                            .isEqualTo("tls-required");
                });
    }

    @Test
    void anEditedFileIsInForceWithoutARestartAndABrokenOneIsReported() {
        write(ENTITIES.formatted(PEER_PORT) + "  - {title: NEW_CT, may: [store]}\n");
        Awaitility.await().until(() -> rejection("NEW_CT").isEmpty());

        write("entities: [{title: CT9, mya: [store]}]");

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(administrator.get("/operations/settings").body())
                                .contains("settings-invalid")
                                .contains("mya"));
        assertThat(echo("CT1")).isZero();
        assertThat(
                        administrator
                                .post(
                                        "/operations/settings/application-entities/reload",
                                        "application/json",
                                        new byte[0])
                                .statusCode())
                .isEqualTo(422);
        assertThat(administrator.get("/q/metrics").body())
                .contains("radbridge_settings_valid{file=\"application-entities\"} 0.0");
    }

    private int echo(String title) {
        try (Modality modality = Modality.open(vertx, door.port(), title, List.of())) {
            return modality.echo().code();
        }
    }

    /** The rejection that a caller meets; empty when it comes in. */
    private String rejection(String title) {
        try {
            echo(title);
            return "";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getCause());
        }
    }

    private HttpResponse<String> post(String title) {
        return administrator.post(
                "/operations/application-entities/" + title + "/echo",
                "application/json",
                new byte[0]);
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return EventJson.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String yaml) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The profile and the test are loaded by two class loaders, and have to agree. */
    private static int peerPort() {
        String key = AeRegistryIT.class.getName();
        return Integer.parseInt(
                (String)
                        System.getProperties()
                                .computeIfAbsent(key, _ -> Integer.toString(freePort())));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
