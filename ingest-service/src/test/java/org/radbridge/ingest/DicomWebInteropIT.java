package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.web.PartHandler;
import org.radbridge.dicom.web.PartHeaders;
import org.radbridge.ingest.dicomweb.client.DicomWebClient;
import org.radbridge.ingest.dicomweb.client.DicomWebServer;
import org.radbridge.ingest.testing.Orthanc;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.TestTokens;

/** DICOMweb with a program that others wrote: Debian's Orthanc. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A4")
class DicomWebInteropIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;
    private final String study = Uid.create();
    private int port;
    private String base;

    @BeforeEach
    void open() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        base = "http://127.0.0.1:" + port + "/dicom-web";
    }

    @Test
    @org.junit.jupiter.api.Tag("A7")
    void weFindAndReadInOrthanc() {
        List<byte[]> files = Samples.headCt(study);
        Vertx vertx = Vertx.vertx();
        try (Orthanc orthanc = Orthanc.start(folder, base, TestTokens.of("service"));
                DicomWebClient client =
                        new DicomWebClient(vertx, DicomWebServer.at(orthanc.dicomWeb()))) {
            files.forEach(file -> orthanc.post("/instances", file));

            List<DataSet> studies =
                    client.search("studies", Map.of("StudyInstanceUID", study))
                            .await()
                            .atMost(PATIENCE);
            List<DataSet> metadata = client.metadata("studies/" + study).await().atMost(PATIENCE);
            Collected parts = new Collected();
            client.retrieve("studies/" + study, _ -> parts).await().atMost(PATIENCE);

            assertThat(studies)
                    .singleElement()
                    .satisfies(found ->
                            assertThat(found.string(Tag.StudyInstanceUID)).hasValue(study));
            assertThat(metadata).hasSize(files.size());
            assertThat(parts.files).hasSize(files.size());
            assertThat(
                            Part10Reader.read(parts.files.getFirst())
                                    .dataSet()
                                    .string(Tag.StudyInstanceUID))
                    .hasValue(study);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static final class Collected implements PartHandler {
        private final List<byte[]> files = new ArrayList<>();
        private Buffer current = Buffer.buffer();

        @Override
        public Future<Void> begin(PartHeaders headers) {
            current = Buffer.buffer();
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> data(Buffer bytes) {
            current.appendBuffer(bytes);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            files.add(current.getBytes());
            return Future.succeededFuture();
        }
    }
}
