package org.radbridge.ingest.queryretrieve;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.net.AssociationInfo;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.MoveDestinations;
import org.radbridge.dicom.net.RetrievableInstance;
import org.radbridge.dicom.net.RetrieveRequest;
import org.radbridge.dicom.net.RetrieveScp;
import org.radbridge.ingest.ae.AeClient;
import org.radbridge.ingest.ae.AeRegistry;
import org.radbridge.ingest.ae.Service;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.wado.UncompressedCopies;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;

/**
 * Finds what C-MOVE and C-GET ask for (PS3.4 sections C.4.2 and C.4.3), and where it goes: to
 * application entities of the registry only. Each study that leaves is recorded before its first
 * object does.
 */
@ApplicationScoped
class Retrieval implements RetrieveScp, MoveDestinations {
    private static final String RESOURCE = "instance";

    private final ObjectSelection selection;
    private final ObjectStore store;
    private final UncompressedCopies copies;
    private final AeRegistry registry;
    private final AeClient client;
    private final Database database;
    private final AuditLog auditLog;

    Retrieval(
            ObjectSelection selection,
            ObjectStore store,
            UncompressedCopies copies,
            AeRegistry registry,
            AeClient client,
            Database database,
            AuditLog auditLog) {
        this.selection = selection;
        this.store = store;
        this.copies = copies;
        this.registry = registry;
        this.client = client;
        this.database = database;
        this.auditLog = auditLog;
    }

    @Override
    public Future<Optional<AssociationRequest>> resolve(
            String aeTitle, AssociationInfo association) {
        Authorization.require(registry, association, Service.RETRIEVE);
        return Future.succeededFuture(
                registry.callable(aeTitle).map(known -> client.proposal(known.title())));
    }

    @Override
    public Future<List<RetrievableInstance>> retrieve(
            RetrieveRequest request, AssociationInfo association) {
        Authorization.require(registry, association, Service.RETRIEVE);
        RequestedObjects requested =
                RequestedObjects.of(request.sopClassUid(), request.identifier());
        return Future.fromCompletionStage(
                selection
                        .find(requested)
                        .invoke(found -> requireOnePatient(requested, found))
                        .call(found -> audited(found, request, association))
                        .map(this::retrievable)
                        .subscribeAsCompletionStage());
    }

    /** The same patient id from two issuers names two people. */
    private static void requireOnePatient(RequestedObjects requested, List<ArchivedObject> found) {
        boolean several =
                requested.patientId() != null
                        && found.stream().map(ArchivedObject::patient).distinct().count() > 1;
        if (several) {
            throw RequestedLevel.mismatch("several patients have this id: name (0010,0021)");
        }
    }

    private Uni<Void> audited(
            List<ArchivedObject> found, RetrieveRequest request, AssociationInfo association) {
        Map<String, PatientIdentifier> studies = new LinkedHashMap<>();
        found.forEach(one -> studies.put(one.studyInstanceUid(), one.patient()));
        String destination =
                switch (request) {
                    case RetrieveRequest.CMove move -> move.destination();
                    case RetrieveRequest.CGet _ -> association.callingAeTitle();
                };
        return database.inTransaction(session -> {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (Map.Entry<String, PatientIdentifier> study : studies.entrySet()) {
                all = all.chain(() -> audited(session, study, destination, association));
            }
            return all;
        });
    }

    private Uni<Void> audited(
            Mutiny.Session session,
            Map.Entry<String, PatientIdentifier> study,
            String destination,
            AssociationInfo association) {
        return auditLog.record(
                session,
                auditLog.entry(
                                association.callingAeTitle(),
                                association.remoteHost(),
                                Action.TRANSFER,
                                RESOURCE)
                        .patient(study.getValue())
                        .study(study.getKey())
                        .query("destination=" + destination)
                        .build());
    }

    private List<RetrievableInstance> retrievable(List<ArchivedObject> found) {
        return found.stream()
                .<RetrievableInstance>map(one -> new RetrievedObject(one, store, copies))
                .toList();
    }
}
