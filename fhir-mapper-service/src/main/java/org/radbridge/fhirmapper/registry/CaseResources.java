package org.radbridge.fhirmapper.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.mapping.ProposalMapping;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.registry.CaseEvidence.CaseFinding;
import org.radbridge.fhirmapper.registry.RegistryCase.State;
import org.radbridge.fhirmapper.resource.LabelledResource;

/** A case as FHIR has it. */
record CaseResources(RegistryCase of) {
    private static final String IDENTIFIER = "https://radbridge.org/fhir/identifier/registry-case";
    private static final String RULE = "https://radbridge.org/fhir/identifier/registry-rule";

    /** What both say alike: the registry's tag, and that a model asserts it. */
    static Meta meta(RegistryCase of) {
        return ProposalMapping.assertedByModel().addTag(of.rule().registry().coding());
    }

    /** The case among those of its registry. */
    static Identifier identifier(RegistryCase of) {
        return new Identifier()
                .setSystem(IDENTIFIER)
                .setValue(of.rule().registry().code() + "/" + of.id());
    }

    /** The Condition and its follow-up, as long as nobody decided. */
    List<LabelledResource> proposal() {
        return List.of(
                labelled(new CaseCondition(of).proposed()),
                labelled(new CaseFollowUp(of).proposed()));
    }

    /** Both as a person confirmed or dismissed them, and who it was. */
    List<LabelledResource> decision(@Nullable String comment, Instant at) {
        Reference who = decider();
        boolean confirmed = of.state() == State.CONFIRMED;
        Condition condition = new CaseCondition(of).decided(who);
        ServiceRequest followUp = new CaseFollowUp(of).decided(who);
        Provenance provenance =
                ProposalMapping.decision(
                        ResourceIds.registryDecision(of.id()),
                        targets(),
                        who,
                        confirmed,
                        confirmed ? "Confirmed the case" : "Dismissed the case",
                        comment,
                        at);
        return List.of(labelled(condition), labelled(followUp), labelled(provenance));
    }

    /** Where its last change comes from. */
    LabelledResource origin(CaseEvidence cause, Instant at) {
        List<Reference> devices =
                cause.findings().stream()
                        .collect(
                                Collectors.toMap(
                                        CaseFinding::deviceUid, CaseFinding::model, (a, _) -> a))
                        .entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(model -> ProposalMapping.device(model.getKey(), model.getValue()))
                        .toList();
        return labelled(
                ProposalMapping.origin(
                        ResourceIds.registryProvenance(of.id(), of.change()),
                        targets(),
                        devices,
                        ProposalMapping.rule(
                                RULE,
                                of.rule().id(),
                                cause.rules(),
                                "Registry rule " + of.rule().id()),
                        ProposalMapping.report(cause.study()),
                        at));
    }

    /** For who confirmed it, when what it stood on is gone. */
    LabelledResource review(Instant at) {
        Task task =
                ProposalMapping.review(
                        ResourceIds.registryTask(of.id()),
                        new Coding(CodeSystems.TASK, "review-case", "Review a registry case"),
                        reference(),
                        patient(),
                        decider(),
                        at);
        return labelled(task);
    }

    private LabelledResource labelled(Resource resource) {
        // Cases are locked before they change: no older fact can come later.
        return new LabelledResource(
                resource,
                of.signed(),
                of.primary(),
                of.urgency(),
                of.patient(),
                of.latest().study(),
                0);
    }

    private Reference decider() {
        return ProposalMapping.person(
                Objects.requireNonNull(of.decidedBy(), "nobody has decided the case"));
    }

    private List<Reference> targets() {
        return List.of(
                reference(),
                new Reference("ServiceRequest/" + ResourceIds.registryFollowUp(of.id())));
    }

    private Reference reference() {
        return new CaseCondition(of).reference();
    }

    private Reference patient() {
        return new Reference("Patient/" + of.patient());
    }
}
