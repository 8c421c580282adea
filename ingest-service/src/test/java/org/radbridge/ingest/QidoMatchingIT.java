package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.kit.testing.BackingPartsResource;

/** How the values of keys match (PS3.4 section C.2.2.2, PS3.18 section 8.3.4). */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A4")
class QidoMatchingIT extends QidoSearches {

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
}
