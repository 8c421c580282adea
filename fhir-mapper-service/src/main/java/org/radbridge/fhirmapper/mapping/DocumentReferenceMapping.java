package org.radbridge.fhirmapper.mapping;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.radbridge.contracts.ModelRun;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.ReportStatus;

/** A result's PDF where those look who file documents rather than reports. */
final class DocumentReferenceMapping {
    private DocumentReferenceMapping() {}

    static DocumentReference documentReference(ResultSource source, PresentedForm form) {
        String studyInstanceUid = source.event().studyInstanceUid();
        DocumentReference document = new DocumentReference();
        document.setId(ResourceIds.documentReference(studyInstanceUid));
        document.setMeta(ResultSource.assertedByModel());
        document.addIdentifier(StudyReferences.uid(studyInstanceUid));
        ReportStatus status = source.review().status();
        document.setStatus(
                status == ReportStatus.ENTERED_IN_ERROR
                        ? DocumentReferenceStatus.ENTEREDINERROR
                        : DocumentReferenceStatus.CURRENT);
        document.setDocStatus(docStatus(status));
        document.setType(
                new CodeableConcept(
                        new Coding(CodeSystems.LOINC, "18748-4", "Diagnostic imaging study")));
        document.addCategory(
                new CodeableConcept(
                        new Coding(CodeSystems.DIAGNOSTIC_SERVICE, "RAD", "Radiology")));
        document.setSubject(source.references().patient());
        document.setDateElement(ResultSource.instant(source.statusAt()));
        source.event().runs().stream()
                .map(ModelRun::deviceUid)
                .distinct()
                .forEach(uid -> document.addAuthor(source.references().device(run(source, uid))));
        source.review()
                .signature()
                .map(Attestation::by)
                .ifPresent(by -> document.setAuthenticator(StudyReferences.reader(by)));
        document.setDescription("Result of image analysis");
        document.addContent().setAttachment(form.attachment(source));
        document.getContext().addRelated(source.references().diagnosticReport());
        document.getContext().addRelated(source.references().imagingStudy());
        return document;
    }

    private static ModelRun run(ResultSource source, String deviceUid) {
        return source.event().runs().stream()
                .filter(run -> run.deviceUid().equals(deviceUid))
                .findFirst()
                .orElseThrow();
    }

    private static ReferredDocumentStatus docStatus(ReportStatus status) {
        return switch (status) {
            case PRELIMINARY -> ReferredDocumentStatus.PRELIMINARY;
            case FINAL -> ReferredDocumentStatus.FINAL;
            case AMENDED -> ReferredDocumentStatus.AMENDED;
            case ENTERED_IN_ERROR -> ReferredDocumentStatus.ENTEREDINERROR;
        };
    }
}
