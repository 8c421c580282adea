package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.testing.InstanceCounts;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A8")
class RepairIT {
    private static final String LIST = "/operations/quarantine";
    private static final int COERCION = 0xB000;

    @Inject Vertx vertx;
    @Inject DimseDoor door;
    @Inject Pool pool;

    private final String study = Uid.create();
    private int port;
    private WebDoor gateway;
    private WebDoor radiologist;
    private WebDoor administrator;

    @BeforeEach
    void open() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        radiologist = WebDoor.as("radiologist", port);
        administrator = WebDoor.as("it-administrator", port);
    }

    /** Released from quarantine, repaired or refused as a duplicate. */
    @AfterEach
    void everyInstanceIsCounted() {
        assertThat(InstanceCounts.wrong(pool)).isEmpty();
    }

    @Test
    void whatIsRepairedIsWhatBothMetadataAndInstanceTell() {
        Part10File sent = Part10Reader.read(Samples.renewed(Samples.CHEST_RADIOGRAPH, study));
        sent.dataSet().remove(Tag.Modality).put(Tag.StudyDate, "2024-01-31");

        HttpResponse<String> stored = gateway.store(List.of(file(sent)));

        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(202);
        DataSet result = DicomJson.read(stored.body()).items(Tag.ReferencedSOPSequence).getFirst();
        assertThat(result.integers(Tag.WarningReason)).containsExactly(COERCION);
        DataSet delivered = Part10Reader.read(retrieved()).dataSet();
        DataSet metadata = metadata();
        for (DataSet told : List.of(delivered, metadata)) {
            assertThat(told.string(Tag.Modality)).hasValue("CR");
            assertThat(told.string(Tag.StudyDate)).hasValue("20240131");
            DataSet item = told.items(Tag.OriginalAttributesSequence).getFirst();
            assertThat(item.string(Tag.ReasonForTheAttributeModification)).hasValue("CORRECT");
            DataSet before = item.items(Tag.ModifiedAttributesSequence).getFirst();
            assertThat(before.string(Tag.StudyDate)).hasValue("2024-01-31");
            assertThat(before.containsValue(Tag.Modality)).isFalse();
        }
        assertThat(delivered.bytes(Tag.PixelData))
                .hasValueSatisfying(pixels ->
                        assertThat(pixels)
                                .isEqualTo(sent.dataSet().bytes(Tag.PixelData).orElseThrow()));
        assertThat(gateway.store(List.of(file(sent))).statusCode()).isEqualTo(202);
        assertThat(radiologist.retrieve("/dicom-web/studies/" + study)).hasSize(1);
    }

    @Test
    void theFirstInstanceOfAStudyIsRightAndTheSenderOfAnotherIsWarned() {
        List<byte[]> files = Samples.headCt(study);
        Part10File second = Part10Reader.read(files.get(1));
        second.dataSet().put(Tag.PatientID, "SOMEBODY_ELSE").put(Tag.PatientName, "Else^Somebody");
        String instance = second.dataSet().string(Tag.SOPInstanceUID).orElseThrow();
        DataSet first = Part10Reader.read(files.getFirst()).dataSet();
        List<Modality.Outgoing> outgoing =
                List.of(Modality.Outgoing.of(files.getFirst()), Modality.Outgoing.of(file(second)));
        try (Modality modality = Modality.open(vertx, door.port(), "MODALITY", outgoing)) {
            assertThat(modality.store(outgoing.get(0))).isEqualTo(DimseStatus.SUCCESS);
            assertThat(modality.store(outgoing.get(1)).code()).isEqualTo(COERCION);
        }

        DataSet told =
                radiologist.retrieve("/dicom-web/studies/" + study).stream()
                        .map(file -> Part10Reader.read(file).dataSet())
                        .filter(dataSet ->
                                dataSet.string(Tag.SOPInstanceUID)
                                        .filter(instance::equals)
                                        .isPresent())
                        .findFirst()
                        .orElseThrow();
        assertThat(told.string(Tag.PatientID)).isEqualTo(first.string(Tag.PatientID));
        assertThat(told.string(Tag.PatientName)).isEqualTo(first.string(Tag.PatientName));
        DataSet item = told.items(Tag.OriginalAttributesSequence).getLast();
        assertThat(item.string(Tag.ReasonForTheAttributeModification)).hasValue("COERCE");
        assertThat(item.string(Tag.SourceOfPreviousValues)).hasValue("MODALITY");
        assertThat(item.items(Tag.ModifiedAttributesSequence).getFirst().string(Tag.PatientID))
                .hasValue("SOMEBODY_ELSE");
        String differences = administrator.get("/operations/study-differences").body();
        assertThat(differences).contains(study, "PatientID").doesNotContain("SOMEBODY_ELSE");
    }

    @Test
    void anUnusableInstanceWaitsUntilAnOperatorMendsAndReleasesIt() {
        Part10File sent = Part10Reader.read(Samples.renewed(Samples.LEG_RADIOGRAPH, study));
        sent.dataSet().put(Tag.SOPInstanceUID, "not.a.uid");
        byte[] file = file(sent);

        assertThat(gateway.store(List.of(file)).statusCode()).isEqualTo(409);

        Map<String, Object> held = held();
        String path = LIST + "/" + held.get("id");
        assertThat(held)
                .containsEntry("reason", "identifier-invalid")
                .containsEntry("state", "HELD");
        assertThat(administrator.get(path + "/content").statusCode()).isEqualTo(403);
        assertThat(radiologist.bytes(path + "/content")).isEqualTo(file);
        assertThat(radiologist.json(path + "/release", "{}").statusCode()).isEqualTo(403);
        HttpResponse<String> unchanged = administrator.json(path + "/release", "{}");
        assertThat(unchanged.statusCode()).isEqualTo(409);
        assertThat(unchanged.body()).contains("still-refused", "identifier-invalid");
        assertThat(
                        administrator
                                .json(path + "/release", "{\"set\": {\"Rows\": [\"1\"]}}")
                                .statusCode())
                .isEqualTo(400);

        String uid = Uid.create();
        HttpResponse<String> released =
                administrator.json(
                        path + "/release", "{\"set\": {\"SOPInstanceUID\": [\"" + uid + "\"]}}");

        assertThat(released.statusCode()).as(released.body()).isEqualTo(200);
        DataSet stored = Part10Reader.read(retrieved()).dataSet();
        assertThat(stored.string(Tag.SOPInstanceUID)).hasValue(uid);
        assertThat(
                        stored.items(Tag.OriginalAttributesSequence)
                                .getFirst()
                                .items(Tag.ModifiedAttributesSequence)
                                .getFirst()
                                .string(Tag.SOPInstanceUID))
                .hasValue("not.a.uid");
        assertThat(radiologist.get(path + "/content").statusCode()).isEqualTo(404);
        assertThat(administrator.json(path + "/release", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void theSameBytesAreKeptOnceAndDiscardedForGood() {
        byte[] noDicom = ("no DICOM, but " + study).repeat(30).getBytes(StandardCharsets.UTF_8);

        assertThat(gateway.store(List.of(noDicom)).statusCode()).isEqualTo(409);
        assertThat(gateway.store(List.of(noDicom)).statusCode()).isEqualTo(409);

        List<Map<String, Object>> same =
                JsonPath.from(administrator.get(LIST + "?state=HELD").body())
                        .<Map<String, Object>>getList("$")
                        .stream()
                        .filter(entry -> entry.get("size").equals(noDicom.length))
                        .toList();
        assertThat(same).hasSize(1);
        String path = LIST + "/" + same.getFirst().get("id");
        assertThat(administrator.delete(path).statusCode()).isEqualTo(204);
        assertThat(administrator.delete(path).statusCode()).isEqualTo(404);
        assertThat(administrator.get(LIST + "?state=DISCARDED").body())
                .contains(String.valueOf(same.getFirst().get("id")));
    }

    @Test
    void aDuplicateWithOtherContentGoesIntoQuarantineAndTheFirstStays() {
        Part10File first = Part10Reader.read(Samples.renewed(Samples.LEG_RADIOGRAPH, study));
        gateway.store(List.of(file(first)));
        first.dataSet().put(Tag.StudyDescription, "something else");

        HttpResponse<String> second = gateway.store(List.of(file(first)));

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(
                        DicomJson.read(second.body())
                                .items(Tag.FailedSOPSequence)
                                .getFirst()
                                .integers(Tag.FailureReason))
                .containsExactly(0x0111);
        Map<String, Object> held = held();
        assertThat(held).containsEntry("reason", "duplicate-differs");
        HttpResponse<String> release =
                administrator.json(LIST + "/" + held.get("id") + "/release", "{}");
        assertThat(release.statusCode()).isEqualTo(409);
        assertThat(release.body()).contains("already-stored");
    }

    private Map<String, Object> held() {
        return JsonPath.from(administrator.get(LIST + "?state=HELD").body())
                .<Map<String, Object>>getList("$")
                .stream()
                .filter(entry -> study.equals(entry.get("studyInstanceUid")))
                .findFirst()
                .orElseThrow();
    }

    private byte[] retrieved() {
        return radiologist.retrieve("/dicom-web/studies/" + study).getFirst();
    }

    private DataSet metadata() {
        return DicomJson.readAll(
                        radiologist.get("/dicom-web/studies/" + study + "/metadata").body(),
                        BulkDataResolver.LEAVE_OUT)
                .getFirst();
    }

    private static byte[] file(Part10File file) {
        return Part10Writer.write(file.dataSet(), file.transferSyntax());
    }
}
