package org.radbridge.fhirmapper.registry;

import java.util.Comparator;
import java.util.Date;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Reference;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.registry.CaseEvidence.CaseFinding;
import org.radbridge.fhirmapper.registry.RegistryCase.State;

/** A case's Condition. */
record CaseCondition(RegistryCase of) {

    Reference reference() {
        return new Reference("Condition/" + of.id());
    }

    /** As a person confirmed or dismissed it. */
    Condition decided(Reference who) {
        boolean confirmed = of.state() == State.CONFIRMED;
        Condition condition = proposed();
        condition.setVerificationStatus(verification(confirmed ? "confirmed" : "refuted"));
        condition.setClinicalStatus(clinical(confirmed ? "active" : "inactive"));
        condition.setAsserter(who);
        if (confirmed) {
            condition.setRecorder(who);
        }
        return condition;
    }

    /** As long as nobody decided. */
    Condition proposed() {
        Condition condition = new Condition();
        condition.setId(of.id());
        condition.setMeta(CaseResources.meta(of));
        condition.addIdentifier(CaseResources.identifier(of));
        if (of.state() != State.WITHDRAWN) {
            condition.setClinicalStatus(clinical("active"));
        }
        condition.setVerificationStatus(
                verification(
                        of.state() == State.WITHDRAWN
                                ? "entered-in-error"
                                : of.evidence().allMatch(CaseEvidence::signed)
                                        ? "provisional"
                                        : "unconfirmed"));
        condition
                .addCategory()
                .addCoding(
                        new Coding(
                                CodeSystems.CONDITION_CATEGORY,
                                "problem-list-item",
                                "Problem List Item"));
        condition.setCode(code());
        condition.setSubject(new Reference("Patient/" + of.patient()));
        condition.setRecordedDate(Date.from(of.opened()));
        of.evidence()
                .sorted(Comparator.comparing(CaseEvidence::day).thenComparing(CaseEvidence::study))
                .forEach(evidence -> evidence(condition, evidence));
        condition.addNote().setText(note());
        return condition;
    }

    private static void evidence(Condition condition, CaseEvidence evidence) {
        var component = condition.addEvidence();
        evidence.findings()
                .forEach(finding ->
                        component.addDetail(
                                new Reference("Observation/" + finding.observation())
                                        .setDisplay(finding.display())));
    }

    private CodeableConcept code() {
        CaseFinding finding = of.latest().findings().getFirst();
        CodeableConcept code = new CodeableConcept().setText(finding.display());
        finding.codes().forEach(c -> code.addCoding(new Coding(c.system(), c.code(), c.display())));
        return code;
    }

    private String note() {
        String found =
                of.evidence()
                        .flatMap(evidence -> evidence.findings().stream())
                        .map(CaseFinding::display)
                        .distinct()
                        .collect(Collectors.joining(", "));
        String aged =
                of.evidence().allMatch(CaseEvidence::aged)
                        ? ""
                        : " The patient's age at the study is not known.";
        return "Proposed for " + of.rule().registry().display() + ". Found: " + found + "." + aged;
    }

    private static CodeableConcept clinical(String code) {
        return new CodeableConcept(
                new Coding().setSystem(CodeSystems.CONDITION_CLINICAL).setCode(code));
    }

    private static CodeableConcept verification(String code) {
        return new CodeableConcept(
                new Coding().setSystem(CodeSystems.CONDITION_VERIFICATION).setCode(code));
    }
}
