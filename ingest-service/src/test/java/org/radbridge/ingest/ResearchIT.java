package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A10")
class ResearchIT {
    private static final String EXPORTS = "/research/exports";

    private final String study = Uid.create();
    private final List<byte[]> sent = new ArrayList<>();
    private WebDoor researcher;
    private int port;

    @BeforeEach
    void store() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        researcher = WebDoor.as("department-head", port);
        for (byte[] file : Samples.headCt(study)) {
            Part10File read = Part10Reader.read(file);
            read.dataSet()
                    .put(Tag.PatientName, "Findelkind^Xaver")
                    .put(Tag.PatientID, "PAT-0815-" + study.substring(study.length() - 8))
                    .put(Tag.SeriesDescription, "Head of Findelkind")
                    .put(Tag.StudyDate, "20240131")
                    .put(Tag.OperatorsName, "Zwiebelfisch^Olga");
            sent.add(Part10Writer.write(read.dataSet(), read.transferSyntax()));
        }
        WebDoor gateway = WebDoor.as("service", port);
        assertThat(gateway.store(sent).statusCode()).isEqualTo(200);
        Part10File capture =
                Part10Reader.read(Samples.renewed(Samples.LEG_RADIOGRAPH, Uid.create()));
        DataSet first = Part10Reader.read(sent.getFirst()).dataSet();
        capture.dataSet()
                .copyFrom(
                        first,
                        Tag.StudyInstanceUID,
                        Tag.PatientID,
                        Tag.PatientName,
                        Tag.PatientBirthDate,
                        Tag.PatientSex)
                .put(Tag.SOPClassUID, Uid.SecondaryCaptureImageStorage)
                .remove(Tag.BurnedInAnnotation);
        byte[] file = Part10Writer.write(capture.dataSet(), capture.transferSyntax());
        assertThat(gateway.store(List.of(file)).statusCode()).isIn(200, 202);
    }

    @Test
    void aStudyLeavesAsAZipThatTellsNothingOfThePatientAndIsTheSameEachTime() throws IOException {
        JsonPath export = created("[\"RETAIN_MODIFIED_DATES\"]");
        String path = EXPORTS + "/" + export.getString("id");
        assertThat(export.getString("state")).isEqualTo("READY");

        byte[] zip = researcher.bytes(path + "/content");

        Map<String, byte[]> entries = entries(zip);
        assertThat(entries).hasSize(sent.size() + 1);
        assertThat(new String(entries.remove("refused.csv"), StandardCharsets.UTF_8))
                .isEqualTo("number,reason\n9,burned-in-annotation\n");
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        for (byte[] file : sent) {
            DataSet original = Part10Reader.read(file).dataSet();
            for (int tag :
                    new int[] {
                        Tag.PatientID, Tag.SOPInstanceUID, Tag.SeriesInstanceUID, Tag.StudyDate
                    }) {
                original.string(tag).ifPresent(value -> assertThat(text).doesNotContain(value));
            }
        }
        assertThat(text).doesNotContain("Findelkind", "Zwiebelfisch", study);
        Set<String> pixels = new HashSet<>();
        Set<String> studies = new HashSet<>();
        for (byte[] file : entries.values()) {
            DataSet copy = Part10Reader.read(file).dataSet();
            assertThat(copy.string(Tag.PatientIdentityRemoved)).hasValue("YES");
            studies.add(copy.string(Tag.StudyInstanceUID).orElseThrow());
            pixels.add(hash(copy));
        }
        assertThat(studies).hasSize(1);
        assertThat(pixels)
                .isEqualTo(
                        new HashSet<>(
                                sent.stream()
                                        .map(file -> hash(Part10Reader.read(file).dataSet()))
                                        .toList()));
        JsonPath done = JsonPath.from(researcher.get(path).body());
        assertThat(done.getString("state")).isEqualTo("DONE");
        assertThat(done.getLong("exported")).isEqualTo(sent.size());
        assertThat(done.getLong("refused")).isEqualTo(1);
        assertThat(researcher.bytes(path + "/content")).isEqualTo(zip);
    }

    @Test
    void whoMayNotExportAndWhatCannotBeExported() {
        String body = "{\"project\": \"P\", \"studies\": [\"" + study + "\"]}";
        String path = EXPORTS + "/" + created("[]").getString("id");

        for (String role : List.of("it-administrator", "technologist", "ward-staff")) {
            WebDoor other = WebDoor.as(role, port);
            assertThat(other.json(EXPORTS, body).statusCode()).as(role).isEqualTo(403);
            assertThat(other.get(path + "/content").statusCode()).as(role).isEqualTo(403);
        }
        for (String wrong :
                List.of(
                        "{}",
                        "{\"project\": \"../x\", \"studies\": [\"1.2\"]}",
                        "{\"project\": \"x\", \"studies\": []}",
                        "{\"project\": \"x\", \"studies\": [\"1.2\"], \"options\": [\"ALL\"]}",
                        "{\"project\": \"x\", \"studies\": [\"1.2\"], \"options\":"
                                + " [\"RETAIN_FULL_DATES\", \"RETAIN_MODIFIED_DATES\"]}")) {
            assertThat(researcher.json(EXPORTS, wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(researcher.get(EXPORTS + "/none/content").statusCode()).isEqualTo(404);
    }

    private JsonPath created(String options) {
        HttpResponse<String> response =
                researcher.json(
                        EXPORTS,
                        "{\"project\": \"aneurysm-2026\", \"studies\": [\"%s\"], \"options\": %s}"
                                .formatted(study, options));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return JsonPath.from(response.body());
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (ZipInputStream input = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = input.getNextEntry();
                    entry != null;
                    entry = input.getNextEntry()) {
                entries.put(entry.getName(), input.readAllBytes());
            }
        }
        return entries;
    }

    private static String hash(DataSet dataSet) {
        return String.valueOf(Arrays.hashCode(dataSet.bytes(Tag.PixelData).orElseThrow()));
    }
}
