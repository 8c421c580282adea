package org.radbridge.fhirmapper.mapping;

import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.ReportStatus;

/** A study's result as a DiagnosticReport, preliminary until a radiologist signs it. */
final class DiagnosticReportMapping {
    private DiagnosticReportMapping() {}

    static DiagnosticReport diagnosticReport(ResultSource source, List<PresentedForm> forms) {
        String studyInstanceUid = source.event().studyInstanceUid();
        List<RankedFinding> findings = source.findings();
        DiagnosticReport report = new DiagnosticReport();
        report.setId(ResourceIds.diagnosticReport(studyInstanceUid));
        report.setMeta(ResultSource.assertedByModel());
        Profiles.claim(report);
        report.addExtension(
                CodeSystems.URGENCY, new CodeType(urgencyCode(source.event().urgency())));
        if (source.review().edition() > 0) {
            report.addExtension(
                    CodeSystems.EDITION, new PositiveIntType(source.review().edition()));
        }
        report.addIdentifier(StudyReferences.uid(studyInstanceUid));
        if (source.event().accessionNumber() != null) {
            report.addBasedOn(StudyReferences.order(source.event().accessionNumber()));
        }
        report.setStatus(status(source.review().status()));
        report.addCategory()
                .addCoding(new Coding(CodeSystems.DIAGNOSTIC_SERVICE, "RAD", "Radiology"));
        report.getCode()
                .addCoding(new Coding(CodeSystems.LOINC, "18748-4", "Diagnostic imaging study"));
        report.setSubject(source.references().patient());
        report.setEffective(source.effective());
        report.setIssuedElement(source.issuedInstant());
        source.review().signature().ifPresent(signature -> signed(report, signature));
        report.addImagingStudy(source.references().imagingStudy());
        for (RankedFinding finding : findings.stream().filter(source::asserts).toList()) {
            report.addResult(new Reference("Observation/" + source.observationId(finding)));
        }
        report.setConclusion(Conclusion.text(source));
        source.primary()
                .ifPresent(primary -> report.addConclusionCode(ResultSource.concept(primary)));
        forms.forEach(form -> report.addPresentedForm(form.attachment(source)));
        return report;
    }

    /** A radiologist appears as interpreter only under what they signed (IHE IMR). */
    private static void signed(DiagnosticReport report, Attestation signature) {
        report.setIssuedElement(ResultSource.instant(signature.at()));
        report.addResultsInterpreter(StudyReferences.reader(signature.by()));
    }

    private static DiagnosticReportStatus status(ReportStatus status) {
        return switch (status) {
            case PRELIMINARY -> DiagnosticReportStatus.PRELIMINARY;
            case FINAL -> DiagnosticReportStatus.FINAL;
            case AMENDED -> DiagnosticReportStatus.AMENDED;
            case ENTERED_IN_ERROR -> DiagnosticReportStatus.ENTEREDINERROR;
        };
    }

    static String urgencyCode(Urgency urgency) {
        return switch (urgency) {
            case CRITICAL -> "critical";
            case URGENT -> "urgent";
            case ROUTINE -> "routine";
        };
    }
}
