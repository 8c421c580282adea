package org.radbridge.fhirmapper.mapping;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.review.Reader;

/** What all proposals that follow from a site's rules say alike: whence they come, who decided. */
public final class ProposalMapping {
    private ProposalMapping() {}

    /** Marks content that a model asserted. */
    public static Meta assertedByModel() {
        return ResultSource.assertedByModel();
    }

    /** The model that answered in a run. */
    public static Reference device(String deviceUid, String name) {
        return new Reference("Device/" + ResourceIds.device(deviceUid)).setDisplay(name);
    }

    /** A study's report. */
    public static Reference report(String studyInstanceUid) {
        return new Reference("DiagnosticReport/" + ResourceIds.diagnosticReport(studyInstanceUid));
    }

    /** A person as the token names them. */
    public static Reference person(Reader reader) {
        return StudyReferences.reader(reader);
    }

    /**
     * Where a proposal comes from: the models that found what it stands on, by a rule of the site.
     *
     * @param rule identifier of the rule, its value with the version of the rules' text
     */
    public static Provenance origin(
            String id,
            List<Reference> targets,
            Collection<Reference> devices,
            Reference rule,
            Reference report,
            Instant at) {
        Provenance provenance = new Provenance();
        provenance.setId(id);
        targets.forEach(provenance::addTarget);
        provenance.setRecorded(Date.from(at));
        devices.forEach(device -> agent(provenance, "author", "Author", device));
        provenance.addEntity().setRole(ProvenanceEntityRole.SOURCE).setWhat(rule);
        provenance.addEntity().setRole(ProvenanceEntityRole.SOURCE).setWhat(report);
        return provenance;
    }

    /** A rule as a Provenance names it. */
    public static Reference rule(String system, String id, String version, String display) {
        return new Reference()
                .setIdentifier(new Identifier().setSystem(system).setValue(id + "@" + version))
                .setDisplay(display);
    }

    /**
     * Who decided a proposal.
     *
     * @param taken whether it is theirs from then on
     * @param activity what they did, in words
     */
    public static Provenance decision(
            String id,
            List<Reference> targets,
            Reference who,
            boolean taken,
            String activity,
            @Nullable String comment,
            Instant at) {
        Provenance provenance = new Provenance();
        provenance.setId(id);
        targets.forEach(provenance::addTarget);
        provenance.setRecorded(Date.from(at));
        provenance.setActivity(
                new CodeableConcept()
                        .setText(activity)
                        .addCoding(new Coding(CodeSystems.DATA_OPERATION, "UPDATE", "revise")));
        if (comment != null) {
            provenance.addReason(new CodeableConcept().setText(comment));
        }
        if (taken) {
            agent(provenance, "author", "Author", who);
        } else {
            agent(provenance, "verifier", "Verifier", who);
        }
        return provenance;
    }

    /**
     * What somebody has to look at when the finding of what they decided is gone.
     *
     * @param code of our system of tasks
     */
    public static Task review(
            String id,
            Coding code,
            Reference focus,
            Reference patient,
            Reference owner,
            Instant at) {
        Task task = new Task();
        task.setId(id);
        task.setStatus(TaskStatus.REQUESTED);
        task.setIntent(TaskIntent.ORDER);
        task.setPriority(TaskPriority.URGENT);
        task.setCode(new CodeableConcept().setText(code.getDisplay()).addCoding(code));
        task.setFocus(focus);
        task.setFor(patient);
        task.setAuthoredOn(Date.from(at));
        task.setLastModified(Date.from(at));
        task.setOwner(owner);
        task.addNote().setText("The finding that it stands on does not hold any longer.");
        return task;
    }

    private static void agent(Provenance provenance, String code, String display, Reference who) {
        var agent = provenance.addAgent();
        agent.getType().addCoding(new Coding(CodeSystems.PROVENANCE_PARTICIPANT, code, display));
        agent.setWho(who);
    }
}
