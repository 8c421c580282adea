package org.radbridge.fhirmapper.mapping;

import java.util.Objects;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.review.ReviewAct;

/** Where a change of a result comes from: who, when, from what to what, and why. */
final class ReviewProvenance {
    private ReviewProvenance() {}

    static Provenance of(ResultSource source, ReviewAct act) {
        String studyInstanceUid = source.event().studyInstanceUid();
        Provenance provenance = new Provenance();
        provenance.setId(
                ResourceIds.reviewProvenance(
                        studyInstanceUid, source.event().revision(), act.edition()));
        provenance.addTarget(source.references().diagnosticReport());
        if (act.finding() != null) {
            provenance.addTarget(new Reference("Observation/" + act.finding().observation()));
            provenance
                    .addEntity()
                    .setRole(ProvenanceEntityRole.REVISION)
                    .setWhat(model(act.finding()));
        }
        provenance.setRecordedElement(ResultSource.instant(act.at()));
        provenance.setActivity(
                new CodeableConcept()
                        .setText(text(act))
                        .addCoding(new Coding(CodeSystems.DATA_OPERATION, "UPDATE", "revise"))
                        .addCoding(
                                new Coding(
                                        CodeSystems.REVIEW_ACT,
                                        act.kind().code(),
                                        act.kind().display())));
        if (act.comment() != null) {
            provenance.addReason(new CodeableConcept().setText(act.comment()));
        }
        var agent = provenance.addAgent();
        agent.getType()
                .addCoding(
                        switch (act.kind()) {
                            case ACCEPTED, REJECTED, WITHDRAWN -> role("verifier", "Verifier");
                            case EDITED -> role("author", "Author");
                            case ATTESTED -> role("attester", "Attester");
                        });
        agent.setWho(StudyReferences.reader(act.by()));
        return provenance;
    }

    private static Reference model(ReviewAct.Finding finding) {
        return new Reference()
                .setIdentifier(DeviceMapping.model(finding.model(), finding.version()))
                .setDisplay(
                        "%s %s: %s %s, confidence %.4f"
                                .formatted(
                                        finding.model(),
                                        finding.version(),
                                        finding.label(),
                                        word(finding.modelSaysPresent()),
                                        finding.confidence()));
    }

    /** From what to what. */
    private static String text(ReviewAct act) {
        ReviewAct.Finding finding = act.finding();
        if (finding == null) {
            return act.kind().display() + " the report";
        }
        return act.kind().display()
                + " "
                + finding.label()
                + ": "
                + word(finding.modelSaysPresent())
                + " → "
                + word(finding.readerSaysPresent());
    }

    private static String word(@Nullable Boolean present) {
        return present == null
                ? "not asserted"
                : Objects.equals(present, true) ? "present" : "absent";
    }

    private static Coding role(String code, String display) {
        return new Coding(CodeSystems.PROVENANCE_PARTICIPANT, code, display);
    }
}
