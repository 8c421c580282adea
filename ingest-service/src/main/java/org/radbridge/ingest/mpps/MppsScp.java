package org.radbridge.ingest.mpps;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationInfo;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NRequest.NCreate;
import org.radbridge.dicom.net.NRequest.NSet;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.NormalizedScp.Peer;
import org.radbridge.ingest.ae.NormalizedService;
import org.radbridge.ingest.ae.Service;
import org.radbridge.ingest.evidence.EvidenceReport;
import org.radbridge.ingest.evidence.EvidenceState;
import org.radbridge.ingest.evidence.StudyEvidence;
import org.radbridge.ingest.mpps.PerformedProcedureSteps.Kept;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;

/**
 * Takes N-CREATE and N-SET of performed procedure steps (PS3.4 §F.7.2). A step is created IN
 * PROGRESS, changed while it is, and final once it is COMPLETED or DISCONTINUED.
 */
@ApplicationScoped
class MppsScp implements NormalizedService {
    private static final String RESOURCE = "study-status";

    /** PS3.4 §F.7.2.2.2; the modality learns the reason from the comment. */
    private static final DimseStatus NO_LONGER_UPDATED =
            DimseStatus.PROCESSING_FAILURE.withComment(
                    "Performed Procedure Step Object may no longer be updated");

    private final Database database;
    private final StudyEvidence evidence;
    private final MppsScu scu;
    private final AuditLog auditLog;

    MppsScp(Database database, StudyEvidence evidence, MppsScu scu, AuditLog auditLog) {
        this.database = database;
        this.evidence = evidence;
        this.scu = scu;
        this.auditLog = auditLog;
    }

    @Override
    public String sopClassUid() {
        return Uid.ModalityPerformedProcedureStep;
    }

    @Override
    public Service service() {
        return Service.MPPS;
    }

    @Override
    public Uni<NResponse> perform(NRequest request, Peer peer) {
        return switch (request) {
            case NCreate create -> create(create, peer.association());
            case NSet set -> set(set, peer.association());
            case NRequest.NGet _, NRequest.NAction _, NRequest.NEventReport _, NRequest.NDelete _ ->
                    NormalizedService.answered(DimseStatus.UNRECOGNIZED_OPERATION);
        };
    }

    private Uni<NResponse> create(NCreate request, AssociationInfo association) {
        PerformedProcedureStep step =
                new PerformedProcedureStep(
                        request.sopInstanceUid().orElseGet(Uid::create), request.attributes());
        if (step.state().isEmpty()) {
            return NormalizedService.answered(
                    DimseStatus.MISSING_ATTRIBUTE_VALUE.withComment("(0040,0252)"));
        }
        if (step.state().get() != EvidenceState.IN_PROGRESS) {
            return NormalizedService.answered(
                    DimseStatus.INVALID_ATTRIBUTE_VALUE.withComment("(0040,0252)"));
        }
        if (step.studies().isEmpty()) {
            return NormalizedService.answered(
                    DimseStatus.MISSING_ATTRIBUTE.withComment("(0040,0270) (0020,000D)"));
        }
        String caller = association.callingAeTitle();
        return database.inTransaction(session ->
                        new PerformedProcedureSteps(session)
                                .add(step, EvidenceState.IN_PROGRESS, caller)
                                .chain(added ->
                                        added
                                                ? reported(
                                                        session,
                                                        association,
                                                        step,
                                                        EvidenceState.IN_PROGRESS,
                                                        true)
                                                : NormalizedService.answered(
                                                        DimseStatus.DUPLICATE_SOP_INSTANCE)))
                .map(response -> response.withSopInstanceUid(step.sopInstanceUid()));
    }

    private Uni<NResponse> set(NSet request, AssociationInfo association) {
        return database.inTransaction(
                        session -> {
                            PerformedProcedureSteps steps = new PerformedProcedureSteps(session);
                            return steps.lock(request.sopInstanceUid())
                                    .chain(kept -> set(session, steps, kept, request, association));
                        })
                .map(response -> response.withSopInstanceUid(request.sopInstanceUid()));
    }

    private Uni<NResponse> set(
            Mutiny.Session session,
            PerformedProcedureSteps steps,
            Optional<Kept> kept,
            NSet request,
            AssociationInfo association) {
        if (kept.isEmpty()) {
            return NormalizedService.answered(DimseStatus.NO_SUCH_SOP_INSTANCE);
        }
        if (kept.get().state() != EvidenceState.IN_PROGRESS) {
            return NormalizedService.answered(NO_LONGER_UPDATED);
        }
        PerformedProcedureStep step =
                new PerformedProcedureStep(
                        request.sopInstanceUid(),
                        new DataSet()
                                .putAll(kept.get().step().attributes())
                                .putAll(PerformedProcedureStep.settable(request.modifications())));
        Optional<EvidenceState> state = step.state();
        if (state.isEmpty()) {
            return NormalizedService.answered(
                    DimseStatus.INVALID_ATTRIBUTE_VALUE.withComment("(0040,0252)"));
        }
        if (state.get() != EvidenceState.IN_PROGRESS
                && step.attributes().items(Tag.PerformedSeriesSequence).isEmpty()) {
            return NormalizedService.answered(
                    DimseStatus.MISSING_ATTRIBUTE_VALUE.withComment("(0040,0340)"));
        }
        return steps.set(step, state.get())
                .chain(() -> reported(session, association, step, state.get(), false));
    }

    private Uni<NResponse> reported(
            Mutiny.Session session,
            AssociationInfo association,
            PerformedProcedureStep step,
            EvidenceState state,
            boolean created) {
        List<EvidenceReport> reports = step.evidence(association.callingAeTitle(), state);
        Uni<Void> audited = Uni.createFrom().voidItem();
        for (String study : step.studies()) {
            audited =
                    audited.chain(() ->
                            auditLog.record(
                                    session,
                                    auditLog.entry(
                                                    association.callingAeTitle(),
                                                    association.remoteHost(),
                                                    Action.UPDATE,
                                                    RESOURCE)
                                            .study(study)
                                            .build()));
        }
        return audited.chain(() -> evidence.report(session, reports))
                .chain(() -> scu.passOn(session, step.sopInstanceUid(), created))
                .replaceWith(NResponse.success());
    }
}
