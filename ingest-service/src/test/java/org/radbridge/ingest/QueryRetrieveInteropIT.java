package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.testing.Dcmtk;
import org.radbridge.ingest.testing.KnownPeers;
import org.radbridge.ingest.testing.Orthanc;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.kit.testing.BackingPartsResource;

/** DCMTK and Orthanc store here, ask what is here, and fetch it. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@TestProfile(KnownPeers.class)
@Tag("interop")
@Tag("A2")
@Tag("A4")
class QueryRetrieveInteropIT {
    @Inject DimseDoor door;

    @TempDir Path folder;
    private final String study = Uid.create();
    private final List<byte[]> files = Samples.headCt(study);
    private Path received;

    @BeforeEach
    void storescuStores() throws IOException {
        Path outgoing = Files.createDirectories(folder.resolve("outgoing"));
        received = Files.createDirectories(folder.resolve("received"));
        for (int i = 0; i < files.size(); i++) {
            Files.write(outgoing.resolve(i + ".dcm"), files.get(i));
        }
        requireSuccess(
                Dcmtk.scu(
                        "storescu",
                        "STORESCU",
                        door.port(),
                        List.of("+sd"),
                        List.of(outgoing.toString())));
    }

    @Test
    void findscuFindsTheStudyItsSeriesAndItsImages() {
        for (Map.Entry<String, Integer> level :
                Map.of("STUDY", 1, "SERIES", 1, "IMAGE", files.size()).entrySet()) {
            Dcmtk.Outcome found =
                    ask("findscu", "FINDSCU", List.of("-S"), level.getKey(), "PatientName");

            requireSuccess(found);
            assertThat(found.output())
                    .contains("Find Response: " + level.getValue() + " (Pending)")
                    .doesNotContain("Find Response: " + (level.getValue() + 1) + " (Pending)")
                    .contains(study);
        }
    }

    @Test
    void movescuIsSentTheStudy() throws IOException {
        List<String> options = new ArrayList<>(List.of("-S", "-aem", "MOVESCU", "--port"));
        options.add(Integer.toString(KnownPeers.port("MOVESCU")));
        options.addAll(List.of("-od", received.toString()));

        requireSuccess(ask("movescu", "MOVESCU", options, "STUDY"));

        assertThat(receivedInstances()).containsExactlyInAnyOrderElementsOf(sentInstances());
    }

    @Test
    void getscuIsSentTheStudyBackAlsoInImplicitVr() throws IOException {
        requireSuccess(
                ask("getscu", "GETSCU", List.of("-S", "+xi", "-od", received.toString()), "STUDY"));

        assertThat(receivedInstances()).containsExactlyInAnyOrderElementsOf(sentInstances());
    }

    @Test
    void orthancFindsTheStudyAndFetchesIt() {
        try (Orthanc orthanc =
                Orthanc.startWithDicom(folder, KnownPeers.port("ORTHANC"), door.port())) {
            JsonObject query =
                    new JsonObject()
                            .put("Level", "Study")
                            .put("Query", new JsonObject().put("StudyInstanceUID", study));
            String id =
                    new JsonObject(
                                    orthanc.post(
                                            "/modalities/radbridge/query",
                                            query.encode().getBytes(StandardCharsets.UTF_8)))
                            .getString("ID");
            assertThat(new JsonArray(orthanc.get("/queries/" + id + "/answers"))).hasSize(1);

            orthanc.post(
                    "/queries/" + id + "/retrieve", "ORTHANC".getBytes(StandardCharsets.UTF_8));

            assertThat(new JsonArray(orthanc.get("/instances"))).hasSize(files.size());
        }
    }

    private Dcmtk.Outcome ask(
            String program, String title, List<String> first, String level, String... keys) {
        List<String> options = new ArrayList<>(first);
        options.addAll(List.of("-k", "QueryRetrieveLevel=" + level));
        options.addAll(List.of("-k", "StudyInstanceUID=" + study));
        for (String key : keys) {
            options.addAll(List.of("-k", key));
        }
        return Dcmtk.scu(program, title, door.port(), options);
    }

    private Collection<String> sentInstances() {
        return files.stream().map(QueryRetrieveInteropIT::instanceUid).toList();
    }

    private Collection<String> receivedInstances() throws IOException {
        try (Stream<Path> found = Files.list(received)) {
            List<String> uids = new ArrayList<>();
            for (Path file : found.toList()) {
                uids.add(instanceUid(Files.readAllBytes(file)));
            }
            return uids;
        }
    }

    private static String instanceUid(byte[] file) {
        return Part10Reader.read(file)
                .dataSet()
                .string(org.radbridge.dicom.data.Tag.SOPInstanceUID)
                .orElseThrow();
    }

    private static void requireSuccess(Dcmtk.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }
}
