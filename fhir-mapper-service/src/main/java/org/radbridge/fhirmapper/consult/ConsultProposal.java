package org.radbridge.fhirmapper.consult;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.mapping.RankedFinding;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;

/**
 * A consult that a rule proposes for a study, as FHIR has it: a ServiceRequest of intent {@code
 * proposal}, a draft until a person decides, and where it comes from.
 *
 * @param rule the rule
 * @param findings the findings that it covers, never empty
 */
record ConsultProposal(StudyResult result, ConsultRule rule, List<RankedFinding> findings) {
    static final String IDENTIFIER = "https://radbridge.org/fhir/identifier/consult";
    static final String RULE = "https://radbridge.org/fhir/identifier/consult-rule";

    /** The proposals of a result as it stands: what nobody rejected and somebody calls present. */
    static List<ConsultProposal> of(StudyResult result, ConsultRules rules) {
        List<ConsultProposal> proposals = new ArrayList<>();
        for (ConsultRule rule : rules.rules()) {
            boolean asked =
                    rule.from() == ConsultRule.From.PRELIMINARY
                            || result.review().status().signed();
            List<RankedFinding> covered =
                    RankedFinding.rank(result.event().runs()).stream()
                            .filter(ranked -> covers(result, rule, ranked))
                            .toList();
            if (asked && !covered.isEmpty()) {
                proposals.add(new ConsultProposal(result, rule, covered));
            }
        }
        return proposals;
    }

    private static boolean covers(StudyResult result, ConsultRule rule, RankedFinding ranked) {
        String observation = observation(result, ranked);
        boolean said =
                result.review()
                        .decision(observation)
                        .filter(decision -> decision.present())
                        .isPresent();
        return result.review().asserts(observation)
                && result.review().present(observation, ranked.finding().present())
                && rule.covers(ranked.finding(), said);
    }

    private static String observation(StudyResult result, RankedFinding ranked) {
        return ResourceIds.observation(
                result.event().studyInstanceUid(), ranked.run(), ranked.finding().label());
    }

    /** The id of what a rule proposes for a study. */
    String id() {
        return ResourceIds.consult(result.event().studyInstanceUid(), rule.id());
    }

    /** The draft. */
    ServiceRequest draft(Instant authored) {
        String study = result.event().studyInstanceUid();
        ServiceRequest request = new ServiceRequest();
        request.setId(id());
        request.addIdentifier(
                new Identifier().setSystem(IDENTIFIER).setValue(rule.id() + "/" + study));
        request.setStatus(ServiceRequestStatus.DRAFT);
        request.setIntent(ServiceRequestIntent.PROPOSAL);
        request.setPriority(priority());
        request.setCode(
                new CodeableConcept()
                        .setText(rule.service().display() + ": " + rule.specialty())
                        .addCoding(
                                new Coding(
                                        rule.service().system(),
                                        rule.service().code(),
                                        rule.service().display())));
        request.setPerformerType(new CodeableConcept().setText(rule.specialty()));
        request.setSubject(new Reference("Patient/" + result.event().patient().key()));
        request.setAuthoredOn(Date.from(authored));
        request.setRequester(device());
        findings.forEach(ranked ->
                request.addReasonReference(
                        new Reference("Observation/" + observation(result, ranked))
                                .setDisplay(ranked.finding().display())));
        request.addReasonReference(report());
        request.addSupportingInfo(new Reference("ImagingStudy/" + ResourceIds.imagingStudy(study)));
        request.addNote().setText(note());
        return request;
    }

    /** Where the draft comes from: the model that found it, by the rule of the site. */
    Provenance provenance(ConsultRules rules, Instant at) {
        Provenance provenance = new Provenance();
        provenance.setId(
                ResourceIds.consultProvenance(
                        result.event().studyInstanceUid(),
                        rule.id(),
                        result.event().revision(),
                        rules.version()));
        provenance.addTarget(new Reference("ServiceRequest/" + id()));
        provenance.setRecorded(Date.from(at));
        var agent = provenance.addAgent();
        agent.getType()
                .addCoding(new Coding(CodeSystems.PROVENANCE_PARTICIPANT, "author", "Author"));
        agent.setWho(device());
        provenance
                .addEntity()
                .setRole(ProvenanceEntityRole.SOURCE)
                .setWhat(
                        new Reference()
                                .setIdentifier(
                                        new Identifier()
                                                .setSystem(RULE)
                                                .setValue(rule.id() + "@" + rules.version()))
                                .setDisplay("Consult rule " + rule.id()));
        provenance.addEntity().setRole(ProvenanceEntityRole.SOURCE).setWhat(report());
        return provenance;
    }

    private Reference report() {
        return new Reference(
                "DiagnosticReport/"
                        + ResourceIds.diagnosticReport(result.event().studyInstanceUid()));
    }

    private Reference device() {
        var run = findings.getFirst().run();
        return new Reference("Device/" + ResourceIds.device(run.deviceUid()))
                .setDisplay(run.model() + " " + run.version());
    }

    private ServiceRequestPriority priority() {
        Urgency most =
                findings.stream()
                        .map(ranked -> ranked.finding().urgency())
                        .min(Urgency::compareTo)
                        .orElse(Urgency.ROUTINE);
        return switch (most) {
            case CRITICAL -> ServiceRequestPriority.STAT;
            case URGENT -> ServiceRequestPriority.URGENT;
            case ROUTINE -> ServiceRequestPriority.ROUTINE;
        };
    }

    private String note() {
        String found =
                findings.stream()
                        .map(ranked -> ranked.finding().display())
                        .distinct()
                        .collect(Collectors.joining(", "));
        String by =
                result.review().signature().isPresent()
                        ? "A radiologist has signed the report."
                        : "No radiologist has read the report yet.";
        return Optional.ofNullable(rule.note()).map(note -> note + " ").orElse("")
                + "Found: "
                + found
                + ". "
                + by;
    }
}
