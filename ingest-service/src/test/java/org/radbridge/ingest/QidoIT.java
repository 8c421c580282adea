package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.xml.DicomXml;
import org.radbridge.ingest.testing.SmallImage;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

/** Each test has patients of its own; what their ids begin with narrows every search. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A4")
class QidoIT {
    private final String patient = "Q" + UUID.randomUUID();
    private int port;
    private WebDoor gateway;
    private WebDoor radiologist;

    @BeforeEach
    void open() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        radiologist = WebDoor.as("radiologist", port);
    }

    // --- what there is

    private DataSet image(String study, String series) {
        return SmallImage.of(study, series).put(Tag.PatientID, patient);
    }

    private String stored(DataSet... images) {
        List<byte[]> files = new ArrayList<>();
        for (DataSet image : images) {
            files.add(SmallImage.file(image));
        }
        HttpResponse<String> response = gateway.store(files);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return images[0].string(Tag.StudyInstanceUID).orElseThrow();
    }

    private String study(String date, String time, String name) {
        return stored(
                image(Uid.create(), Uid.create())
                        .put(Tag.PatientID, patient + name.hashCode())
                        .put(Tag.StudyDate, date)
                        .put(Tag.StudyTime, time)
                        .put(Tag.PatientName, name));
    }

    // --- what is asked

    private HttpResponse<String> ask(String resource, String... query) {
        StringBuilder url =
                new StringBuilder("/dicom-web/" + resource + "?PatientID=" + patient + "*");
        for (int i = 0; i < query.length; i += 2) {
            url.append('&')
                    .append(query[i])
                    .append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return radiologist.get(url.toString());
    }

    private List<DataSet> found(String resource, String... query) {
        HttpResponse<String> response = ask(resource, query);
        if (response.statusCode() == 204) {
            return List.of();
        }
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/dicom+json");
        return DicomJson.readAll(response.body());
    }

    private List<String> studies(String... query) {
        return found("studies", query).stream()
                .map(result -> result.string(Tag.StudyInstanceUID).orElseThrow())
                .toList();
    }

    @Test
    void aStudyTellsTheAttributesOfTheStandardAndCountsWhatItHas() {
        String study = Uid.create();
        String one = Uid.create();
        stored(
                image(study, one).put(Tag.Modality, "CT"),
                image(study, one).put(Tag.Modality, "CT").put(Tag.InstanceNumber, "2"),
                image(study, Uid.create())
                        .put(Tag.Modality, "SR")
                        .put(Tag.SOPClassUID, Uid.EnhancedSRStorage));

        DataSet found = found("studies", "includefield", "SOPClassesInStudy").getFirst();

        assertThat(found.string(Tag.StudyInstanceUID)).hasValue(study);
        assertThat(found.string(Tag.StudyDate)).hasValue("20260101");
        assertThat(found.string(Tag.StudyTime)).hasValue("101500");
        assertThat(found.string(Tag.AccessionNumber)).hasValue("A1");
        assertThat(found.string(Tag.InstanceAvailability)).hasValue("ONLINE");
        assertThat(found.strings(Tag.ModalitiesInStudy)).containsExactly("CT", "SR");
        assertThat(found.contains(Tag.ReferringPhysicianName)).isTrue();
        assertThat(found.string(Tag.RetrieveURL).orElseThrow())
                .endsWith("/dicom-web/studies/" + study);
        assertThat(found.string(Tag.PatientName)).hasValue("Small^Image");
        assertThat(found.string(Tag.PatientID)).hasValue(patient);
        assertThat(found.contains(Tag.PatientBirthDate)).isTrue();
        assertThat(found.contains(Tag.PatientSex)).isTrue();
        assertThat(found.string(Tag.StudyID)).hasValue("1");
        assertThat(found.integers(Tag.NumberOfStudyRelatedSeries)).containsExactly(2);
        assertThat(found.integers(Tag.NumberOfStudyRelatedInstances)).containsExactly(3);
        assertThat(found.strings(Tag.SOPClassesInStudy))
                .containsExactly(Uid.SecondaryCaptureImageStorage, Uid.EnhancedSRStorage);
        assertThat(found.contains(Tag.Modality)).isFalse();
    }

    @Test
    void resultsAreTheSameInJsonAndInXml() {
        study("20260101", "10", "Yamada^Tarou=山田^太郎=やまだ^たろう");
        study("20260102", "11", "Müller^Jörg");
        String path = "/dicom-web/studies?includefield=all&PatientID=" + patient + "*";

        List<DataSet> json = DicomJson.readAll(radiologist.get(path).body());
        HttpResponse<byte[]> xml =
                radiologist.getBytes(
                        path, "Accept", "multipart/related; type=\"application/dicom+xml\"");

        assertThat(xml.statusCode()).isEqualTo(200);
        assertThat(
                        WebDoor.parts(xml).stream()
                                .map(part -> new String(part, StandardCharsets.UTF_8))
                                .map(part -> DicomXml.read(part)))
                .containsExactlyElementsOf(json)
                .hasSize(2);
        assertThat(radiologist.getBytes(path, "Accept", "text/html").statusCode()).isEqualTo(406);
        assertThat(
                        radiologist
                                .getBytes(
                                        "/dicom-web/studies?PatientID=nobody",
                                        "Accept",
                                        "multipart/related; type=\"application/dicom+xml\"")
                                .statusCode())
                .isEqualTo(204);
    }

    @Test
    void seriesAndInstancesAreFoundBelowAStudyAndAcrossAll() {
        String study = Uid.create();
        String series = Uid.create();
        stored(
                image(study, series).put(Tag.InstanceNumber, "2").put(Tag.SeriesNumber, "7"),
                image(study, series).put(Tag.InstanceNumber, "1").put(Tag.SeriesNumber, "7"),
                image(study, Uid.create()).put(Tag.SeriesNumber, "3"));
        String below = "studies/" + study;

        List<DataSet> ofStudy = found(below + "/series");
        List<DataSet> instances = found(below + "/series/" + series + "/instances");

        assertThat(ofStudy)
                .extracting(result -> result.integer(Tag.SeriesNumber).orElseThrow())
                .containsExactly(3, 7);
        assertThat(ofStudy.getLast().integers(Tag.NumberOfSeriesRelatedInstances))
                .containsExactly(2);
        assertThat(ofStudy.getLast().contains(Tag.PatientName)).isFalse();
        assertThat(instances)
                .extracting(result -> result.integer(Tag.InstanceNumber).orElseThrow())
                .containsExactly(1, 2);
        assertThat(instances.getFirst().integers(Tag.Rows)).containsExactly(4);
        assertThat(instances.getFirst().integers(Tag.BitsAllocated)).containsExactly(8);
        assertThat(instances.getFirst().string(Tag.RetrieveURL).orElseThrow())
                .contains(below + "/series/" + series + "/instances/");
        assertThat(found(below + "/instances")).hasSize(3);
        assertThat(found("series")).hasSize(2);
        assertThat(found("series").getFirst().string(Tag.PatientName)).hasValue("Small^Image");
        assertThat(found("instances")).hasSize(3);
        assertThat(found("instances").getFirst().contains(Tag.StudyDate)).isTrue();
        assertThat(found("instances").getFirst().contains(Tag.SeriesNumber)).isTrue();
    }

    @Test
    void singleValuesAndListsOfUidsMatch() {
        String first = study("20260101", "10", "A^A");
        String second = study("20260102", "10", "A^A");
        study("20260103", "10", "A^A");

        assertThat(studies("StudyInstanceUID", first)).containsExactly(first);
        assertThat(studies("0020000D", first + "," + second)).containsExactly(second, first);
        assertThat(studies("StudyInstanceUID", first + "\\" + second)).hasSize(2);
        assertThat(studies("AccessionNumber", "A1")).hasSize(3);
        assertThat(studies("AccessionNumber", "a1")).isEmpty();
        assertThat(studies("StudyID", "")).hasSize(3);
        assertThat(studies("ModalitiesInStudy", "OT")).hasSize(3);
        assertThat(studies("ModalitiesInStudy", "CT")).isEmpty();
        assertThat(studies("SOPClassesInStudy", Uid.SecondaryCaptureImageStorage)).hasSize(3);
    }

    @Test
    void namesMatchWithoutRegardToCaseAndByEachComponentGroup() {
        String yamada = study("20260101", "10", "Yamada^Tarou=山田^太郎=やまだ^たろう");
        String mueller = study("20260102", "10", "MÜLLER^Jörg^^^");

        assertThat(studies("PatientName", "yamada^tarou")).containsExactly(yamada);
        assertThat(studies("PatientName", "山田^太郎")).containsExactly(yamada);
        assertThat(studies("PatientName", "やまだ*")).containsExactly(yamada);
        assertThat(studies("PatientName", "müller^jörg")).containsExactly(mueller);
        assertThat(studies("PatientName", "m?ller*")).containsExactly(mueller);
        assertThat(studies("PatientName", "müller")).isEmpty();
        assertThat(studies("PatientName", "%")).isEmpty();
        assertThat(studies("PatientName", "*")).hasSize(2);
    }

    @Test
    void fuzzyMatchingFindsNamesThatSoundAlike() {
        String smith = study("20260101", "10", "Smith^John");
        String meier = study("20260102", "10", "Meier^Anna");

        assertThat(studies("PatientName", "Smyth", "fuzzymatching", "true")).containsExactly(smith);
        assertThat(studies("PatientName", "Jon Smyth", "fuzzymatching", "true"))
                .containsExactly(smith);
        assertThat(studies("PatientName", "Mayer^Anna", "fuzzymatching", "true"))
                .containsExactly(meier);
        assertThat(studies("PatientName", "Smyth", "fuzzymatching", "false")).isEmpty();
        assertThat(studies("PatientName", "Johnson", "fuzzymatching", "true")).isEmpty();
    }

    @Test
    void datesAndTimesMatchByRangesThatIncludeTheirEnds() {
        String early = study("20251231", "235959.99", "A^A");
        String middle = study("20260115", "103045", "A^A");
        String late = study("20260201", "1200", "A^A");

        assertThat(studies("StudyDate", "20260115")).containsExactly(middle);
        assertThat(studies("StudyDate", "20251231-20260115")).containsExactly(middle, early);
        assertThat(studies("StudyDate", "-20251231")).containsExactly(early);
        assertThat(studies("StudyDate", "20260116-")).containsExactly(late);
        assertThat(studies("StudyTime", "1030-1200")).containsExactly(late, middle);
        assertThat(studies("StudyTime", "1030")).containsExactly(middle);
        assertThat(studies("StudyTime", "2359-")).containsExactly(early);
        assertThat(ask("studies", "StudyDate", "2026-01-15").statusCode()).isEqualTo(400);
        assertThat(ask("studies", "StudyDate", "-").statusCode()).isEqualTo(400);
    }

    @Test
    void wildCardsMatchTextAndAreNothingSpecialInUids() {
        String study =
                stored(image(Uid.create(), Uid.create()).put(Tag.StudyDescription, "CT head 100%"));

        assertThat(studies("StudyDescription", "CT*100%")).containsExactly(study);
        assertThat(studies("StudyDescription", "?? head*")).containsExactly(study);
        assertThat(studies("StudyDescription", "ct*")).isEmpty();
        assertThat(studies("StudyDescription", "CT_head*")).isEmpty();
        assertThat(ask("studies", "StudyInstanceUID", "1.2.*").statusCode()).isEqualTo(400);
    }

    @Test
    void attributesWithoutColumnMatchAndReturnFromTheMetadata() {
        String study = Uid.create();
        stored(
                image(study, Uid.create())
                        .put(Tag.InstitutionName, "Saint \"Q\" Hospital")
                        .put(Tag.OperatorsName, "Doe^Jane")
                        .put(Tag.SliceThickness, "2.50")
                        .put(Tag.AcquisitionDateTime, "20260101101530.5"));
        study("20260102", "10", "A^A");

        assertThat(studies("InstitutionName", "Saint \"Q\" Hospital")).containsExactly(study);
        assertThat(studies("InstitutionName", "Saint*")).containsExactly(study);
        assertThat(studies("InstitutionName", "saint*")).isEmpty();
        assertThat(studies("OperatorsName", "doe^j*")).containsExactly(study);
        assertThat(studies("SliceThickness", "2.5")).containsExactly(study);
        assertThat(studies("AcquisitionDateTime", "20260101-20260101")).containsExactly(study);
        assertThat(studies("AcquisitionDateTime", "20260102-")).isEmpty();
        DataSet result = found("studies", "InstitutionName", "Saint*").getFirst();
        assertThat(result.string(Tag.InstitutionName)).hasValue("Saint \"Q\" Hospital");
        assertThat(result.contains(Tag.SliceThickness)).isFalse();
        assertThat(
                        found(
                                        "studies",
                                        "StudyInstanceUID",
                                        study,
                                        "includefield",
                                        "SliceThickness")
                                .getFirst()
                                .string(Tag.SliceThickness))
                .hasValue("2.50");
    }

    /** The additional keys of IHE RAD-137 (AIR): what AI results are found by. */
    @Test
    void theKeysOfRad137MatchInTheItemsOfTheirSequences() {
        String study = Uid.create();
        DataSet equipment =
                new DataSet()
                        .put(Tag.Manufacturer, "Radbridge")
                        .put(Tag.ManufacturerModelName, "nodule-net");
        DataSet other =
                new DataSet()
                        .put(Tag.Manufacturer, "Elsewhere")
                        .put(Tag.ManufacturerModelName, "other-net");
        stored(
                image(study, Uid.create())
                        .putItems(Tag.SeriesDescriptionCodeSequence, code("113077", "Baseline"))
                        .putItems(Tag.PrimaryAnatomicStructureSequence, code("39607008", "Lung"))
                        .putItems(Tag.ContributingEquipmentSequence, equipment, other)
                        .put(Tag.ImageLaterality, "L")
                        .putItems(Tag.QuantityDefinitionSequence, code("246205007", "Quantity"))
                        .putItems(
                                Tag.SegmentSequence,
                                new DataSet()
                                        .putInts(Tag.SegmentNumber, 1)
                                        .put(Tag.SegmentLabel, "Nodule")));
        study("20260102", "10", "A^A");

        assertThat(instances("0008103F.00080100", "113077")).hasSize(1);
        assertThat(instances("00082228.00080100", "39607008")).hasSize(1);
        assertThat(instances("0018A001.00081090", "nodule-net")).hasSize(1);
        assertThat(instances("ContributingEquipmentSequence.Manufacturer", "Rad*")).hasSize(1);
        assertThat(instances("00200062", "L")).hasSize(1);
        assertThat(instances("00409220.00080100", "246205007")).hasSize(1);
        assertThat(instances("00620002.00620005", "Nodule")).hasSize(1);
        assertThat(instances("00620002.00620005", "Mass")).isEmpty();
        // both keys in one item, not one in each of two
        assertThat(instances("0018A001.00081090", "nodule-net", "0018A001.00080070", "Elsewhere"))
                .isEmpty();
        DataSet result =
                found("instances", "0018A001.00081090", "nodule-net", "includefield", "00620002")
                        .getFirst();
        assertThat(result.items(Tag.ContributingEquipmentSequence)).hasSize(2);
        assertThat(result.items(Tag.SegmentSequence)).hasSize(1);
        assertThat(found("studies", "0018A001.00081090", "nodule-net")).hasSize(1);
        assertThat(found("series", "0008103F.00080100", "113077")).hasSize(1);
    }

    private List<DataSet> instances(String... query) {
        return found("instances", query);
    }

    private static DataSet code(String value, String meaning) {
        return new DataSet()
                .put(Tag.CodeValue, value)
                .put(Tag.CodingSchemeDesignator, "99TEST")
                .put(Tag.CodeMeaning, meaning);
    }

    @Test
    void emptyValuesAndSeveralValuesMatchWhenAskedFor() {
        String without = study("20260101", "10", "A^A");
        String with =
                stored(image(Uid.create(), Uid.create()).put(Tag.ReferringPhysicianName, "Ref^R"));
        String blank = "\"\"";

        assertThat(studies("ReferringPhysicianName", blank, "emptyvaluematching", "true"))
                .containsExactly(without);
        assertThat(studies("ReferringPhysicianName", blank)).isEmpty();
        assertThat(studies("InstitutionName", blank, "emptyvaluematching", "true")).hasSize(2);
        assertThat(studies("ModalitiesInStudy", "CT\\OT", "multiplevaluematching", "true"))
                .containsExactlyInAnyOrder(with, without);
        assertThat(studies("ModalitiesInStudy", "CT\\OT")).isEmpty();
    }

    @Test
    void pagesFollowOneAnotherInAStableOrderAndTellOfTheRest() {
        List<String> all = new ArrayList<>();
        for (int day = 1; day <= 5; day++) {
            all.addFirst(study("2026010" + day, "10", "A^A"));
        }

        assertThat(studies()).containsExactlyElementsOf(all);
        assertThat(studies("limit", "2")).containsExactlyElementsOf(all.subList(0, 2));
        assertThat(studies("limit", "2", "offset", "2"))
                .containsExactlyElementsOf(all.subList(2, 4));
        assertThat(studies("limit", "2", "offset", "4"))
                .containsExactlyElementsOf(all.subList(4, 5));
        assertThat(ask("studies", "limit", "2").headers().firstValue("Warning").orElseThrow())
                .startsWith("299 http://")
                .endsWith("/dicom-web: There are 3 additional results that can be requested");
        assertThat(ask("studies", "limit", "2", "offset", "4").headers().firstValue("Warning"))
                .isEmpty();
        assertThat(ask("studies", "offset", "5").statusCode()).isEqualTo(204);
        assertThat(ask("studies", "limit", "-1").statusCode()).isEqualTo(400);
    }

    @Test
    void includefieldAllReturnsTheAttributesOfTheLevel() {
        String study = Uid.create();
        stored(
                image(study, Uid.create())
                        .put(Tag.PatientAge, "042Y")
                        .put(Tag.InstitutionName, "Here")
                        .put(Tag.SliceThickness, "2"));

        DataSet ofStudy = found("studies", "includefield", "all").getFirst();
        DataSet ofSeries = found("studies/" + study + "/series", "includefield", "all").getFirst();
        DataSet ofInstance = found("instances", "includefield", "all").getFirst();

        assertThat(ofStudy.string(Tag.PatientAge)).hasValue("042Y");
        assertThat(ofStudy.contains(Tag.InstitutionName)).isFalse();
        assertThat(ofSeries.string(Tag.InstitutionName)).hasValue("Here");
        assertThat(ofSeries.contains(Tag.SliceThickness)).isFalse();
        assertThat(ofInstance.contains(Tag.SliceThickness)).isTrue();
        assertThat(ofInstance.contains(Tag.PixelData)).isFalse();
    }

    @Test
    void whatIsNotUnderstoodIsRefusedAndNotPassedOver() {
        for (String query : List.of("PatientNam=x", "PixelData=1", "limit=x", "00081140=1")) {
            HttpResponse<String> response = radiologist.get("/dicom-web/studies?" + query);
            assertThat(response.statusCode()).as(query).isEqualTo(400);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(response.body()).contains("urn:radbridge:failure:invalid-query");
        }
        assertThat(radiologist.get("/dicom-web/studies?accept=image/png").statusCode())
                .isEqualTo(406);
    }

    @Test
    @org.junit.jupiter.api.Tag("E4")
    void onlyWhomThePolicyLetsSeeInstancesSearches() {
        study("20260101", "10", "A^A");
        String query = "/dicom-web/studies?PatientID=" + patient + "*";

        assertThat(WebDoor.with("", port).get(query).statusCode()).isEqualTo(401);
        for (String role :
                List.of(
                        "technologist",
                        "emergency-physician",
                        "resident",
                        "ward-staff",
                        "department-head",
                        "it-administrator",
                        "patient")) {
            assertThat(WebDoor.as(role, port).get(query).statusCode()).as(role).isEqualTo(403);
        }
        assertThat(radiologist.get(query).statusCode()).isEqualTo(200);
        assertThat(gateway.get(query).statusCode()).isEqualTo(200);
    }
}
