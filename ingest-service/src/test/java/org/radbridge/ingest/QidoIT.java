package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.xml.DicomXml;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

/** What searches find, tell and refuse, and who may search. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A4")
class QidoIT extends QidoSearches {

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
