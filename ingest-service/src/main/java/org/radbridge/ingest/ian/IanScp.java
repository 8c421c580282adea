package org.radbridge.ingest.ian;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationInfo;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NRequest.NCreate;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.NormalizedScp.Peer;
import org.radbridge.ingest.ae.NormalizedService;
import org.radbridge.ingest.ae.Service;
import org.radbridge.ingest.evidence.EvidenceKind;
import org.radbridge.ingest.evidence.EvidenceReport;
import org.radbridge.ingest.evidence.EvidenceReport.Subject;
import org.radbridge.ingest.evidence.EvidenceState;
import org.radbridge.ingest.evidence.ExpectedSeries;
import org.radbridge.ingest.evidence.StudyEvidence;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;

/** Takes N-CREATE of instance availability notifications (PS3.4 §R.3.2). */
@ApplicationScoped
class IanScp implements NormalizedService {
    private static final String RESOURCE = "study-status";

    private final Database database;
    private final StudyEvidence evidence;
    private final AuditLog auditLog;

    IanScp(Database database, StudyEvidence evidence, AuditLog auditLog) {
        this.database = database;
        this.evidence = evidence;
        this.auditLog = auditLog;
    }

    @Override
    public String sopClassUid() {
        return Uid.InstanceAvailabilityNotification;
    }

    @Override
    public Service service() {
        return Service.IAN;
    }

    @Override
    public Uni<NResponse> perform(NRequest request, Peer peer) {
        return switch (request) {
            case NCreate create -> create(create, peer.association());
            case NRequest.NSet _,
                    NRequest.NGet _,
                    NRequest.NAction _,
                    NRequest.NEventReport _,
                    NRequest.NDelete _ ->
                    NormalizedService.answered(DimseStatus.UNRECOGNIZED_OPERATION);
        };
    }

    private Uni<NResponse> create(NCreate request, AssociationInfo association) {
        String uid = request.sopInstanceUid().orElseGet(Uid::create);
        Optional<String> study =
                request.attributes().string(Tag.StudyInstanceUID).map(String::strip);
        List<DataSet> series = request.attributes().items(Tag.ReferencedSeriesSequence);
        if (study.isEmpty() || series.isEmpty()) {
            return NormalizedService.answered(
                    DimseStatus.MISSING_ATTRIBUTE.withComment("(0020,000D) and (0008,1115)"));
        }
        EvidenceReport report =
                EvidenceReport.of(
                                EvidenceKind.IAN,
                                uid,
                                association.callingAeTitle(),
                                EvidenceState.COMPLETED,
                                new Subject.Study(study.get()))
                        .naming(available(series));
        return database.inTransaction(session ->
                        auditLog.record(
                                        session,
                                        auditLog.entry(
                                                        association.callingAeTitle(),
                                                        association.remoteHost(),
                                                        Action.UPDATE,
                                                        RESOURCE)
                                                .study(study.get())
                                                .build())
                                .chain(() -> evidence.report(session, List.of(report))))
                .replaceWith(NResponse.success().withSopInstanceUid(uid));
    }

    /** An unavailable instance (0008,0056) is one that was rejected or removed: nobody sends it. */
    private static List<ExpectedSeries> available(List<DataSet> series) {
        List<ExpectedSeries> available = new ArrayList<>();
        for (DataSet item : series) {
            List<String> instances =
                    item.items(Tag.ReferencedSOPSequence).stream()
                            .filter(instance ->
                                    instance.string(Tag.InstanceAvailability)
                                            .filter("UNAVAILABLE"::equals)
                                            .isEmpty())
                            .flatMap(instance ->
                                    instance.string(Tag.ReferencedSOPInstanceUID).stream())
                            .map(String::strip)
                            .toList();
            item.string(Tag.SeriesInstanceUID)
                    .filter(_ -> !instances.isEmpty())
                    .ifPresent(uid -> available.add(ExpectedSeries.of(uid.strip(), instances)));
        }
        return available;
    }
}
