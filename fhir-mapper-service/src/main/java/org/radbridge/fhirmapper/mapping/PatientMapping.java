package org.radbridge.fhirmapper.mapping;

import java.util.Optional;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.fhirmapper.study.StudyMetadata;

/** The Patient module (PS3.3 C.7.1.1) as a Patient. */
final class PatientMapping {
    private PatientMapping() {}

    static Patient patient(PatientIdentifier id, Identifier identifier, DataSet header) {
        Patient patient = new Patient();
        patient.setId(id.key());
        patient.addIdentifier(identifier.setUse(Identifier.IdentifierUse.USUAL));
        patient.setActive(true);
        StudyMetadata.textOf(header, Tag.PatientName)
                .flatMap(PatientMapping::name)
                .ifPresent(patient::addName);
        DicomValues.date(header, Tag.PatientBirthDate)
                .ifPresent(date -> patient.setBirthDateElement(new DateType(date.toString())));
        StudyMetadata.textOf(header, Tag.PatientSex)
                .ifPresent(sex -> patient.setGender(gender(sex)));
        return patient;
    }

    /**
     * The first component group of a PN (PS3.5 section 6.2.1): family, given, middle, prefix and
     * suffix between carets.
     */
    private static Optional<HumanName> name(String personName) {
        String group = personName.split("=", 2)[0].strip();
        if (group.replace("^", "").isBlank()) {
            return Optional.empty();
        }
        String[] parts = group.split("\\^", -1);
        HumanName name = new HumanName();
        part(parts, 0).ifPresent(name::setFamily);
        part(parts, 1).ifPresent(name::addGiven);
        part(parts, 2).ifPresent(name::addGiven);
        part(parts, 3).ifPresent(name::addPrefix);
        part(parts, 4).ifPresent(name::addSuffix);
        return Optional.of(name);
    }

    private static Optional<String> part(String[] parts, int index) {
        return index < parts.length && !parts[index].isBlank()
                ? Optional.of(parts[index].strip())
                : Optional.empty();
    }

    private static AdministrativeGender gender(String sex) {
        return switch (sex) {
            case "M" -> AdministrativeGender.MALE;
            case "F" -> AdministrativeGender.FEMALE;
            case "O" -> AdministrativeGender.OTHER;
            default -> AdministrativeGender.UNKNOWN;
        };
    }
}
