package org.radbridge.fhirmapper.mapping;

import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Reference;
import org.radbridge.contracts.Urgency;

/** A study's result as a DiagnosticReport, preliminary until a radiologist signs it. */
final class DiagnosticReportMapping {
    private DiagnosticReportMapping() {}

    static DiagnosticReport diagnosticReport(ResultSource source) {
        String studyInstanceUid = source.event().studyInstanceUid();
        List<RankedFinding> findings = source.findings();
        DiagnosticReport report = new DiagnosticReport();
        report.setId(ResourceIds.diagnosticReport(studyInstanceUid));
        report.setMeta(ResultSource.assertedByModel());
        report.addExtension(
                CodeSystems.URGENCY, new CodeType(urgencyCode(source.event().urgency())));
        report.addIdentifier(StudyReferences.uid(studyInstanceUid));
        if (source.event().accessionNumber() != null) {
            report.addBasedOn(StudyReferences.order(source.event().accessionNumber()));
        }
        report.setStatus(DiagnosticReportStatus.PRELIMINARY);
        report.addCategory()
                .addCoding(new Coding(CodeSystems.DIAGNOSTIC_SERVICE, "RAD", "Radiology"));
        report.getCode()
                .addCoding(new Coding(CodeSystems.LOINC, "18748-4", "Diagnostic imaging study"));
        report.setSubject(source.references().patient());
        report.setEffective(source.effective());
        report.setIssuedElement(source.issuedInstant());
        report.addImagingStudy(source.references().imagingStudy());
        for (RankedFinding finding : findings) {
            report.addResult(
                    new Reference(
                            "Observation/"
                                    + ResourceIds.observation(
                                            studyInstanceUid,
                                            finding.run(),
                                            finding.finding().label())));
        }
        report.setConclusion(Conclusion.text(source.event(), findings));
        findings.stream()
                .findFirst()
                .filter(first -> first.finding().present())
                .ifPresent(primary -> report.addConclusionCode(ResultSource.concept(primary)));
        return report;
    }

    static String urgencyCode(Urgency urgency) {
        return switch (urgency) {
            case CRITICAL -> "critical";
            case URGENT -> "urgent";
            case ROUTINE -> "routine";
        };
    }
}
