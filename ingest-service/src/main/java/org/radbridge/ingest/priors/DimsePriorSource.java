package org.radbridge.ingest.priors;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.CFindRequest;
import org.radbridge.dicom.net.CancellableOperation;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.RetrieveRequest.CMove;
import org.radbridge.dicom.net.RetrieveResult;
import org.radbridge.ingest.ae.AeClient;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * An archive that answers C-FIND, and sends by C-MOVE to this application entity's own C-STORE
 * (PS3.4 annex C, study root).
 */
final class DimsePriorSource implements PriorSource {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Archives that fetch from tape tell nothing for minutes. */
    private static final Duration RETRIEVE = Duration.ofMinutes(10);

    private final AeClient client;
    private final String title;

    DimsePriorSource(AeClient client, String title) {
        this.client = client;
        this.title = title;
    }

    @Override
    public Uni<List<DataSet>> studies(String patientId, Optional<String> dates) {
        DataSet identifier =
                new DataSet()
                        .put(Tag.QueryRetrieveLevel, "STUDY")
                        .put(Tag.PatientID, patientId)
                        .put(Tag.IssuerOfPatientID)
                        .put(Tag.PatientBirthDate)
                        .put(Tag.PatientSex)
                        .put(Tag.StudyInstanceUID)
                        .put(Tag.ModalitiesInStudy)
                        .put(Tag.StudyDescription);
        dates.ifPresentOrElse(
                range -> identifier.put(Tag.StudyDate, range), () -> identifier.put(Tag.StudyDate));
        return find(identifier);
    }

    @Override
    public Uni<List<DataSet>> series(String studyInstanceUid) {
        return find(
                new DataSet()
                        .put(Tag.QueryRetrieveLevel, "SERIES")
                        .put(Tag.StudyInstanceUID, studyInstanceUid)
                        .put(Tag.SeriesInstanceUID)
                        .put(Tag.Modality)
                        .put(Tag.BodyPartExamined)
                        .put(Tag.SeriesDescription));
    }

    private Uni<List<DataSet>> find(DataSet identifier) {
        return client.call(
                title,
                request -> offering(request, Uid.StudyRootQueryRetrieveInformationModelFind),
                association -> find(association, identifier));
    }

    private Future<List<DataSet>> find(ClientAssociation association, DataSet identifier) {
        List<DataSet> matches = new ArrayList<>();
        List<CancellableOperation<DimseStatus>> begun = new ArrayList<>();
        CancellableOperation<DimseStatus> operation =
                association.find(
                        CFindRequest.of(Uid.StudyRootQueryRetrieveInformationModelFind, identifier),
                        match -> {
                            if (matches.size() < MOST_MATCHES) {
                                matches.add(match);
                            } else {
                                begun.forEach(CancellableOperation::cancel);
                            }
                            return Future.succeededFuture();
                        });
        begun.add(operation);
        return operation
                .result()
                .map(status -> {
                    boolean answered =
                            status.code() == DimseStatus.SUCCESS.code()
                                    || status.code() == DimseStatus.CANCEL.code();
                    if (!answered) {
                        throw new RadbridgeException(
                                PriorFailure.SEARCH_FAILED, title + " answered " + status);
                    }
                    return matches;
                });
    }

    @Override
    public Uni<Void> fetch(String studyInstanceUid) {
        DataSet identifier =
                new DataSet()
                        .put(Tag.QueryRetrieveLevel, "STUDY")
                        .put(Tag.StudyInstanceUID, studyInstanceUid);
        return client.call(
                        title,
                        request ->
                                offering(request, Uid.StudyRootQueryRetrieveInformationModelMove)
                                        .withTimeouts(CONNECT, RETRIEVE),
                        association ->
                                association
                                        .retrieve(
                                                CMove.of(
                                                        Uid
                                                                .StudyRootQueryRetrieveInformationModelMove,
                                                        client.ownTitle(),
                                                        identifier),
                                                _ -> {})
                                        .result())
                .invoke(this::requireAll)
                .replaceWithVoid();
    }

    private void requireAll(RetrieveResult result) {
        boolean all =
                result.status().code() == DimseStatus.SUCCESS.code()
                        && result.subOperations().failed() == 0;
        if (!all) {
            throw new RadbridgeException(
                    PriorFailure.FETCH_FAILED,
                    "%s answered %s, %d instances failed"
                            .formatted(title, result.status(), result.subOperations().failed()));
        }
    }

    private static AssociationRequest offering(AssociationRequest request, String model) {
        return request.withContext(
                model,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    }
}
