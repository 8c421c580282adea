package org.radbridge.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.FileMetaInformation;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.CStoreRequest;
import org.radbridge.dicom.net.CStoreScp;
import org.radbridge.dicom.net.DicomClient;
import org.radbridge.dicom.net.DicomServer;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.DicomServerServices;
import org.radbridge.dicom.net.StoreReception;
import org.radbridge.dicom.xml.DicomXml;

/** The examples of the README: what stands between the markers stands there too, word for word. */
class ReadmeExamplesTest {
    private static final Path README = Path.of("README.md");
    private static final Path THIS =
            Path.of("src/test/java/org/radbridge/dicom/ReadmeExamplesTest.java");
    private static final Pattern HERE =
            Pattern.compile("(?s)// example: ([a-z-]+)\\n(.*?)\\n *// end of example");
    private static final Pattern THERE =
            Pattern.compile("(?s)<!-- example: ([a-z-]+) -->\\n```java\\n(.*?)\\n```");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void whatIsSentIsStoredAndReadAgain(@TempDir Path folder) throws IOException {
        DicomServer server = storageScp(folder);

        assertThat(await(echoAndStore(server.port(), scout()))).isEqualTo(DimseStatus.SUCCESS);
        assertThat(patientName(folder.resolve("1.2.3.dcm"))).isEqualTo("Doe^Jane");
        assertThat(await(echoAndStore(server.port(), scout().put(Tag.SOPInstanceUID, "../1"))))
                .isEqualTo(DimseStatus.INVALID_SOP_INSTANCE);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aDataSetBecomesJsonAndXmlAndADataSetAgain() {
        assertThat(throughJsonAndXml(scout()).string(Tag.PatientName)).contains("Doe^Jane");
    }

    @Test
    void theReadmeShowsTheseExamplesWordForWord() throws IOException {
        Map<String, String> shown = examples(THERE, Files.readString(README));

        assertThat(shown).isNotEmpty().isEqualTo(examples(HERE, Files.readString(THIS)));
    }

    private DicomServer storageScp(Path folder) {
        // example: storage-scp
        CStoreScp scp =
                (request, association) -> {
                    String uid = request.sopInstanceUid(); // digits and dots, or it was refused
                    DataSet meta =
                            FileMetaInformation.of(
                                    request.sopClassUid(), uid, request.transferSyntax());
                    Buffer file = Buffer.buffer(Part10Writer.header(meta));
                    return new StoreReception() {
                        @Override
                        public Future<Void> data(Buffer fragment) {
                            file.appendBuffer(fragment);
                            return Future.succeededFuture(); // nothing more comes before this does
                        }

                        @Override
                        public Future<DimseStatus> complete() {
                            String path = folder.resolve(uid + ".dcm").toString();
                            return vertx.fileSystem()
                                    .writeFile(path, file)
                                    .map(DimseStatus.SUCCESS);
                        }

                        @Override
                        public void abort(Throwable cause) {
                            // the sender went away: what it sent is forgotten
                        }
                    };
                };
        DicomServer server =
                DicomServer.create(
                        vertx,
                        DicomServerOptions.of("ARCHIVE").withHost("127.0.0.1"),
                        DicomServerServices.storing(scp));
        Future<DicomServer> listening = server.listen(); // on a free port; withPort for another
        // end of example
        return await(listening);
    }

    private Future<DimseStatus> echoAndStore(int port, DataSet dataSet) {
        // example: echo-and-store
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        AssociationRequest request =
                AssociationRequest.to("127.0.0.1", port, "ARCHIVE", "CT1")
                        .withVerification()
                        .withStorage(Uid.CTImageStorage, Set.of(syntax));
        CStoreRequest ct =
                CStoreRequest.of(
                        Uid.CTImageStorage,
                        dataSet.string(Tag.SOPInstanceUID).orElseThrow(),
                        syntax);
        Buffer bytes = Buffer.buffer(DataSetWriter.write(dataSet, syntax));
        Future<DimseStatus> stored =
                DicomClient.create(vertx)
                        .associate(request)
                        .compose(association ->
                                association
                                        .echo()
                                        .compose(_ -> association.store(ct, bytes))
                                        .eventually(association::release));
        // end of example
        return stored;
    }

    private static String patientName(Path path) throws IOException {
        // example: read-file
        Part10File file = Part10Reader.read(path, ReadLimits.INDEX); // longer than 16 KiB: skipped
        DataSet dataSet = file.dataSet();
        String patientName = dataSet.string(Tag.PatientName).orElse("");
        boolean compressed = file.transferSyntax().encapsulated();
        // end of example
        assertThat(compressed).isFalse();
        return patientName;
    }

    private static DataSet throughJsonAndXml(DataSet dataSet) {
        // example: json-and-xml
        String json = DicomJson.write(dataSet); // application/dicom+json
        String xml = DicomXml.write(DicomJson.read(json)); // application/dicom+xml
        DataSet same = DicomXml.read(xml);
        // end of example
        return same;
    }

    private static DataSet scout() {
        return new DataSet()
                .put(Tag.SOPClassUID, Uid.CTImageStorage)
                .put(Tag.SOPInstanceUID, "1.2.3")
                .put(Tag.PatientName, "Doe^Jane");
    }

    private static Map<String, String> examples(Pattern pattern, String text) {
        Map<String, String> examples = new TreeMap<>();
        pattern.matcher(text)
                .results()
                .forEach((MatchResult found) ->
                        examples.put(found.group(1), found.group(2).stripIndent()));
        return examples;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
