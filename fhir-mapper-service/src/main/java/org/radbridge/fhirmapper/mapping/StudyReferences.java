package org.radbridge.fhirmapper.mapping;

import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.review.Reader;

/**
 * The references that a study's resources make to one another. Each carries the target's business
 * identifier, so that it says something to a caller who may not read the target, and can be
 * searched by it.
 */
final class StudyReferences {
    private final PatientIdentifier patient;
    private final String studyInstanceUid;
    private final MappingSettings settings;

    StudyReferences(PatientIdentifier patient, String studyInstanceUid, MappingSettings settings) {
        this.patient = patient;
        this.studyInstanceUid = studyInstanceUid;
        this.settings = settings;
    }

    Reference patient() {
        return new Reference("Patient/" + patient.key()).setIdentifier(patientIdentifier());
    }

    Reference imagingStudy() {
        return new Reference("ImagingStudy/" + ResourceIds.imagingStudy(studyInstanceUid))
                .setIdentifier(uid(studyInstanceUid));
    }

    Reference diagnosticReport() {
        return new Reference("DiagnosticReport/" + ResourceIds.diagnosticReport(studyInstanceUid))
                .setIdentifier(uid(studyInstanceUid));
    }

    Reference device(ModelRun run) {
        return new Reference("Device/" + ResourceIds.device(run.deviceUid()))
                .setIdentifier(uid(run.deviceUid()))
                .setDisplay(run.model() + " " + run.version());
    }

    Reference endpoint() {
        return new Reference("Endpoint/" + ResourceIds.endpoint(settings.dicomWebBase()));
    }

    Identifier patientIdentifier() {
        Identifier identifier = new Identifier();
        identifier.getType().addCoding().setSystem(CodeSystems.IDENTIFIER_TYPE).setCode("MR");
        return identifier
                .setSystem(settings.identifierSystem(patient.issuer()))
                .setValue(patient.value());
    }

    /** A reference by UID only: FHIR R4 has no resource for a series or an instance. */
    static Reference part(String uid, String display) {
        return new Reference().setType("ImagingStudy").setIdentifier(uid(uid)).setDisplay(display);
    }

    /** The order that an accession number stands for, which we may not hold. */
    static Reference order(String accessionNumber) {
        return new Reference().setType("ServiceRequest").setIdentifier(accession(accessionNumber));
    }

    /** A person as the token names them: no directory of ours holds a Practitioner for each. */
    static Reference reader(Reader reader) {
        return new Reference()
                .setType("Practitioner")
                .setIdentifier(
                        new Identifier().setSystem(CodeSystems.USER).setValue(reader.subject()))
                .setDisplay(reader.name());
    }

    static Identifier uid(String uid) {
        return new Identifier().setSystem(CodeSystems.DICOM_UID).setValue("urn:oid:" + uid);
    }

    static Identifier accession(String accessionNumber) {
        Identifier identifier = new Identifier();
        identifier.getType().addCoding().setSystem(CodeSystems.IDENTIFIER_TYPE).setCode("ACSN");
        return identifier.setValue(accessionNumber);
    }
}
