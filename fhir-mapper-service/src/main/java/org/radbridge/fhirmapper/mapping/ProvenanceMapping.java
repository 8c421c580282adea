package org.radbridge.fhirmapper.mapping;

import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.ModelRun;

/** Where a run's findings come from: which version of which model, by which card, which images. */
final class ProvenanceMapping {
    private ProvenanceMapping() {}

    static Provenance provenance(ResultSource source, ModelRun run) {
        String studyInstanceUid = source.event().studyInstanceUid();
        Provenance provenance = new Provenance();
        provenance.setId(ResourceIds.provenance(studyInstanceUid, source.event().revision(), run));
        provenance.addTarget(source.references().diagnosticReport());
        for (Finding finding : run.findings()) {
            provenance.addTarget(
                    new Reference(
                            "Observation/"
                                    + ResourceIds.observation(
                                            studyInstanceUid, run, finding.label())));
        }
        provenance.setRecordedElement(source.issuedInstant());
        var agent = provenance.addAgent();
        agent.getType()
                .addCoding(new Coding(CodeSystems.PROVENANCE_PARTICIPANT, "author", "Author"));
        agent.setWho(source.references().device(run));
        provenance
                .addEntity()
                .setRole(ProvenanceEntityRole.SOURCE)
                .setWhat(
                        new Reference()
                                .setIdentifier(DeviceMapping.model(run))
                                .setDisplay("Model card of " + run.model() + " " + run.version()));
        provenance
                .addEntity()
                .setRole(ProvenanceEntityRole.SOURCE)
                .setWhat(source.references().imagingStudy());
        return provenance;
    }
}
