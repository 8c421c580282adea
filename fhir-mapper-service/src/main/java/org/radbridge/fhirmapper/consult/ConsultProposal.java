package org.radbridge.fhirmapper.consult;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.mapping.ProposalMapping;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.rules.RuleSet;
import org.radbridge.fhirmapper.rules.StatedFinding;

/**
 * A consult that a rule proposes for a study, as FHIR has it: a ServiceRequest of intent {@code
 * proposal}, a draft until a person decides, and where it comes from.
 *
 * @param rule the rule
 * @param findings the findings that it covers, never empty
 */
record ConsultProposal(StudyResult result, ConsultRule rule, List<StatedFinding> findings) {
    static final String IDENTIFIER = "https://radbridge.org/fhir/identifier/consult";
    static final String RULE = "https://radbridge.org/fhir/identifier/consult-rule";

    /** The proposals of a result as it stands. */
    static List<ConsultProposal> of(StudyResult result, RuleSet<ConsultRule> rules) {
        List<ConsultProposal> proposals = new ArrayList<>();
        for (ConsultRule rule : rules.rules()) {
            List<StatedFinding> covered = rule.covered(result);
            if (!covered.isEmpty()) {
                proposals.add(new ConsultProposal(result, rule, covered));
            }
        }
        return proposals;
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
                        .addCoding(rule.service().coding()));
        request.setPerformerType(new CodeableConcept().setText(rule.specialty()));
        request.setSubject(new Reference("Patient/" + result.event().patient().key()));
        request.setAuthoredOn(Date.from(authored));
        request.setRequester(device());
        findings.forEach(stated ->
                request.addReasonReference(
                        new Reference("Observation/" + stated.observation())
                                .setDisplay(stated.finding().display())));
        request.addReasonReference(report());
        request.addSupportingInfo(new Reference("ImagingStudy/" + ResourceIds.imagingStudy(study)));
        request.addNote().setText(note());
        return request;
    }

    /** Where the draft comes from: the model that found it, by the rule of the site. */
    Provenance provenance(RuleSet<ConsultRule> rules, Instant at) {
        return ProposalMapping.origin(
                ResourceIds.consultProvenance(
                        result.event().studyInstanceUid(),
                        rule.id(),
                        result.event().revision(),
                        rules.version()),
                List.of(new Reference("ServiceRequest/" + id())),
                List.of(device()),
                ProposalMapping.rule(RULE, rule.id(), rules.version(), "Consult rule " + rule.id()),
                report(),
                at);
    }

    private Reference report() {
        return ProposalMapping.report(result.event().studyInstanceUid());
    }

    private Reference device() {
        var run = findings.getFirst().ranked().run();
        return ProposalMapping.device(run.deviceUid(), run.model() + " " + run.version());
    }

    private ServiceRequestPriority priority() {
        Urgency most =
                findings.stream()
                        .map(stated -> stated.finding().urgency())
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
                        .map(stated -> stated.finding().display())
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
