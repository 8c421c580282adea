package org.radbridge.devstack.pacs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.CStoreRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;
import org.radbridge.dicom.web.MultipartRelatedWriter;

@org.junit.jupiter.api.Tag("C3")
class PacsPartTest {

    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    @TempDir Path state;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private PacsPart pacs;

    @BeforeEach
    void open() throws Exception {
        String[] options = {"--state", state.toString(), "--dimse-port", "0", "--http-port", "0"};
        pacs = new PacsPart(PacsPart.options().parse(options));
        pacs.start();
    }

    private void restart() throws Exception {
        pacs.close();
        open();
    }

    @AfterEach
    void close() {
        pacs.close();
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatCameByCStoreIsFoundByQidoAndGivenBackByWadoUnchanged() throws Exception {
        DataSet image = image("1.2.3", "1.2.3.4", "1.2.3.4.5");

        assertThat(store(image)).isEqualTo(DimseStatus.SUCCESS);

        List<DataSet> studies = search("/studies?StudyInstanceUID=1.2.3");
        assertThat(studies).hasSize(1);
        assertThat(studies.getFirst().strings(Tag.ModalitiesInStudy)).containsExactly("CT");
        var response =
                get("/studies/1.2.3/series/1.2.3.4/instances/1.2.3.4.5", "application/dicom");
        assertThat(Part10Reader.read(response.body()).dataSet()).isEqualTo(image);
    }

    @Test
    void theSameObjectTwiceIsThereOnce() throws Exception {
        DataSet image = image("1.2.3", "1.2.3.4", "1.2.3.4.5");

        assertThat(store(image)).isEqualTo(DimseStatus.SUCCESS);
        assertThat(store(image)).isEqualTo(DimseStatus.SUCCESS);
        assertThat(stow(Part10Writer.write(image, SYNTAX)).statusCode()).isEqualTo(200);

        assertThat(search("/instances")).hasSize(1);
    }

    @Test
    void theIndexIsReadFromTheFilesAfterARestart() throws Exception {
        store(image("1.2.3", "1.2.3.4", "1.2.3.4.5"));
        store(image("1.2.3", "1.2.3.6", "1.2.3.6.7"));

        restart();

        DataSet study = search("/studies").getFirst();
        assertThat(study.integer(Tag.NumberOfStudyRelatedInstances)).hasValue(2);
        assertThat(search("/studies/1.2.3/series")).hasSize(2);
        assertThat(search("/studies/1.2.3/series/1.2.3.6/instances")).hasSize(1);
    }

    @Test
    void searchesMatchTheAttributesThatTheyName() throws Exception {
        store(image("1.2.3", "1.2.3.4", "1.2.3.4.5"));
        store(image("1.2.9", "1.2.9.4", "1.2.9.4.5"));

        assertThat(search("/instances?SOPInstanceUID=1.2.9.4.5")).hasSize(1);
        assertThat(search("/series?SeriesInstanceUID=1.2.3.4,1.2.9.4")).hasSize(2);
        assertThat(search("/studies?PatientID=MRN*")).hasSize(2);
        assertThat(search("/studies?AccessionNumber=ACC-1.2.9")).hasSize(1);
        assertThat(search("/instances?00080016=" + Uid.CTImageStorage + "&limit=1")).hasSize(1);
        assertThat(get("/instances?Modality=MR", "application/dicom+json").statusCode())
                .isEqualTo(204);
        assertThat(get("/instances?Nonsense=1", "application/dicom+json").statusCode())
                .isEqualTo(400);
    }

    @Test
    void stowKeepsAccountOfEachPart() throws Exception {
        byte[] good = Part10Writer.write(image("1.2.3", "1.2.3.4", "1.2.3.4.5"), SYNTAX);

        var mixed = stow(good, "not DICOM".getBytes());

        assertThat(mixed.statusCode()).isEqualTo(202);
        DataSet answer = DicomJson.read(new String(mixed.body()));
        assertThat(answer.items(Tag.ReferencedSOPSequence)).hasSize(1);
        assertThat(answer.items(Tag.OtherFailuresSequence)).hasSize(1);
        assertThat(stow("not DICOM".getBytes()).statusCode()).isEqualTo(409);
        assertThat(search("/instances")).hasSize(1);
    }

    @Test
    void aStowBodyThatIsCutOffIsRefusedAndNothingOfItsLastPartIsKept() throws Exception {
        byte[] object = Part10Writer.write(image("1.2.3", "1.2.3.4", "1.2.3.4.5"), SYNTAX);
        MultipartRelatedWriter writer = MultipartRelatedWriter.of("application/dicom");
        Buffer body = writer.beginPart().appendBytes(object, 0, object.length / 2);

        assertThat(post(writer.contentType(), body).statusCode()).isEqualTo(400);

        assertThat(get("/instances", "application/dicom+json").statusCode()).isEqualTo(204);
    }

    @Test
    void metadataAndMultipartAreServedForWholeStudies() throws Exception {
        store(image("1.2.3", "1.2.3.4", "1.2.3.4.5"));
        store(image("1.2.3", "1.2.3.6", "1.2.3.6.7"));

        var metadata = get("/studies/1.2.3/metadata", "application/dicom+json");
        assertThat(DicomJson.readAll(new String(metadata.body()))).hasSize(2);
        var study = get("/studies/1.2.3", "multipart/related; type=\"application/dicom\"");
        assertThat(study.headers().firstValue("Content-Type").orElse(""))
                .startsWith("multipart/related");
        assertThat(new String(study.body(), StandardCharsets.ISO_8859_1).split("DICM", -1))
                .hasSize(3);
        assertThat(get("/studies/9.9", "application/dicom").statusCode()).isEqualTo(404);
    }

    @Test
    void echoIsAnswered() throws Exception {
        ClientAssociation association =
                await(DicomClient.create(vertx).associate(request().withVerification()));

        assertThat(await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
        await(association.release());
    }

    private DimseStatus store(DataSet image) throws Exception {
        ClientAssociation association =
                await(
                        DicomClient.create(vertx)
                                .associate(
                                        request().withStorage(Uid.CTImageStorage, Set.of(SYNTAX))));
        CStoreRequest request =
                CStoreRequest.of(
                        Uid.CTImageStorage, image.string(Tag.SOPInstanceUID).orElseThrow(), SYNTAX);
        DimseStatus status =
                await(
                        association.store(
                                request, Buffer.buffer(DataSetWriter.write(image, SYNTAX))));
        await(association.release());
        return status;
    }

    private AssociationRequest request() {
        return AssociationRequest.to("localhost", pacs.boundDimsePort(), "PACS", "TEST");
    }

    private List<DataSet> search(String path) throws Exception {
        var response = get(path, "application/dicom+json");
        assertThat(response.statusCode()).isEqualTo(200);
        return DicomJson.readAll(new String(response.body()));
    }

    private HttpResponse<byte[]> get(String path, String accept) throws Exception {
        return http.send(
                HttpRequest.newBuilder(url(path)).header("Accept", accept).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> stow(byte[]... objects) throws Exception {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of("application/dicom");
        Buffer body = Buffer.buffer();
        for (byte[] object : objects) {
            body.appendBuffer(writer.part(Buffer.buffer(object)));
        }
        return post(writer.contentType(), body.appendBuffer(writer.close()));
    }

    private HttpResponse<byte[]> post(String type, Buffer body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(url("/studies"))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI url(String path) {
        return URI.create("http://localhost:" + pacs.boundHttpPort() + "/dicom-web" + path);
    }

    private static DataSet image(String study, String series, String instance) {
        return new DataSet()
                .put(Tag.SOPClassUID, Uid.CTImageStorage)
                .put(Tag.SOPInstanceUID, instance)
                .put(Tag.StudyInstanceUID, study)
                .put(Tag.SeriesInstanceUID, series)
                .put(Tag.Modality, "CT")
                .put(Tag.PatientID, "MRN1")
                .put(Tag.AccessionNumber, "ACC-" + study)
                .putBytes(Tag.PixelData, Vr.OW, new byte[100_000]);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
