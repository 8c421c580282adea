package org.radbridge.fhirmapper.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Map;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

@org.junit.jupiter.api.Tag("C5")
class PatientMappingTest {

    @Test
    void theNameIsReadFromItsFirstComponentGroup() {
        Patient patient = patient(new DataSet().put(Tag.PatientName, "Yamada^Tarou=山田^太郎"));
        assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("Yamada");
        assertThat(patient.getNameFirstRep().getGivenAsSingleString()).isEqualTo("Tarou");
    }

    @Test
    void whatTheImagesDoNotSayIsLeftOut() {
        Patient patient = patient(new DataSet());
        assertThat(patient.hasName()).isFalse();
        assertThat(patient.hasBirthDate()).isFalse();
        assertThat(patient.hasGender()).isFalse();
        assertThat(patient.getIdentifierFirstRep().getValue()).isEqualTo("17");
    }

    @org.junit.jupiter.api.Tag("F4")
    @ParameterizedTest
    @CsvSource({
        "HOSPITAL, https://hospital.example/mrn",
        "1.2.40.0.34, urn:oid:1.2.40.0.34",
        "urn:oid:1.2.3, urn:oid:1.2.3",
        "https://x.example/ids, https://x.example/ids",
        "Clinic North, urn:radbridge:issuer:Clinic%20North",
    })
    void everyIssuerHasAnIdentifierSystemOfItsOwn(String issuer, String system) {
        assertThat(settings("UTC").identifierSystem(issuer)).isEqualTo(system);
    }

    @ParameterizedTest
    @CsvSource({
        "20261122, 081530.25, +0100, 2026-11-22T08:15:30+01:00",
        "20261122, 0815, '', 2026-11-22T08:15:00+01:00",
        "2026.11.22, '', '', 2026-11-22",
        "20261122, 99, '', 2026-11-22",
    })
    void theStudyStartsInItsOwnTimeZoneElseInTheSites(
            String date, String time, String offset, String expected) {
        DataSet header = new DataSet().put(Tag.StudyDate, date);
        if (!time.isEmpty()) {
            header.put(Tag.StudyTime, time);
        }
        if (!offset.isEmpty()) {
            header.put(Tag.TimezoneOffsetFromUTC, offset);
        }
        assertThat(DicomValues.studyStart(header, ZoneId.of("Europe/Vienna")))
                .map(DateTimeType::getValueAsString)
                .contains(expected);
    }

    private static Patient patient(DataSet header) {
        return PatientMapping.patient(
                new PatientIdentifier("HOSPITAL", "17"), new Identifier().setValue("17"), header);
    }

    private static MappingSettings settings(String zone) {
        return new MappingSettings(
                "http://localhost/dicom-web",
                ZoneId.of(zone),
                Map.of("HOSPITAL", "https://hospital.example/mrn"));
    }
}
