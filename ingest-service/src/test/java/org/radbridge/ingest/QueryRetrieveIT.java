package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.EventType;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DataSetParser;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.CFindRequest;
import org.radbridge.dicom.net.CancellableOperation;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;
import org.radbridge.dicom.net.DicomServer;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.DicomServerServices;
import org.radbridge.dicom.net.RetrieveRequest.CGet;
import org.radbridge.dicom.net.RetrieveRequest.CMove;
import org.radbridge.dicom.net.RetrieveResult;
import org.radbridge.dicom.net.SubOperations;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.testing.KnownPeers;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.Modality.Outgoing;
import org.radbridge.ingest.testing.ReceivedObjects;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** Viewers and archives that ask what is here, and fetch it. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@TestProfile(KnownPeers.class)
@org.junit.jupiter.api.Tag("A2")
@org.junit.jupiter.api.Tag("A4")
class QueryRetrieveIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final String FIND = Uid.StudyRootQueryRetrieveInformationModelFind;
    private static final String MOVE = Uid.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = Uid.StudyRootQueryRetrieveInformationModelGet;
    private static final String PATIENT_FIND = Uid.PatientRootQueryRetrieveInformationModelFind;
    private static final List<TransferSyntax> EXPLICIT =
            List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

    @Inject Vertx vertx;
    @Inject DimseDoor door;

    private final String study = Uid.create();
    private final String patient = "QR" + Math.abs(study.hashCode());
    private final List<Outgoing> instances =
            Samples.headCt(study).stream()
                    .map(file -> Samples.with(file, Tag.PatientID, patient))
                    .map(Outgoing::of)
                    .toList();

    @BeforeEach
    void store() {
        try (Modality scanner = Modality.open(vertx, door.port(), "CT5", instances)) {
            instances.forEach(i -> assertThat(scanner.store(i)).isEqualTo(DimseStatus.SUCCESS));
        }
    }

    // --- C-FIND

    @Test
    void aStudyItsSeriesAndItsImagesAreFoundWithWhatIsAskedFor() {
        DataSet found =
                find(
                                FIND,
                                query("STUDY")
                                        .put(Tag.StudyInstanceUID, study)
                                        .put(Tag.PatientID)
                                        .put(Tag.ModalitiesInStudy)
                                        .put(Tag.NumberOfStudyRelatedInstances))
                        .getFirst();
        assertThat(found.string(Tag.PatientID)).hasValue(patient);
        assertThat(found.strings(Tag.ModalitiesInStudy)).containsExactly("CT");
        assertThat(found.integer(Tag.NumberOfStudyRelatedInstances)).hasValue(instances.size());
        assertThat(found.string(Tag.QueryRetrieveLevel)).hasValue("STUDY");
        assertThat(found.string(Tag.RetrieveAETitle)).hasValue("RADBRIDGE");
        assertThat(found.contains(Tag.StudyDate)).isFalse();

        assertThat(
                        find(
                                FIND,
                                query("SERIES")
                                        .put(Tag.StudyInstanceUID, study)
                                        .put(Tag.SeriesInstanceUID)
                                        .put(Tag.Modality, "C*")))
                .singleElement()
                .satisfies(series -> assertThat(series.string(Tag.Modality)).hasValue("CT"));
        assertThat(
                        find(
                                FIND,
                                query("IMAGE")
                                        .put(Tag.StudyInstanceUID, study)
                                        .put(Tag.SOPInstanceUID)
                                        .put(Tag.Rows)))
                .hasSize(instances.size())
                .allSatisfy(image -> assertThat(image.integer(Tag.Rows)).isPresent());
    }

    @Test
    void aPatientIsFoundInThePatientRootAndNoLevelOfTheStudyRoot() {
        DataSet query =
                query("PATIENT")
                        .put(Tag.PatientID, patient)
                        .put(Tag.PatientName)
                        .put(Tag.NumberOfPatientRelatedStudies);

        assertThat(find(PATIENT_FIND, query))
                .singleElement()
                .satisfies(found ->
                        assertThat(found.integer(Tag.NumberOfPatientRelatedStudies)).hasValue(1));
        assertThat(status("VIEWER", FIND, query).code()).isEqualTo(0xA900);
    }

    @Test
    void aValueThatIsNoneOfItsAttributesIsRefusedAndNothingFoundIsSuccess() {
        assertThat(status("VIEWER", FIND, query("STUDY").put(Tag.StudyDate, "yesterday")).code())
                .isEqualTo(0xA900);
        assertThat(find(FIND, query("STUDY").put(Tag.StudyInstanceUID, Uid.create()))).isEmpty();
    }

    @Test
    void whoMayOnlyQueryCannotRetrieveAndWhoMayOnlyStoreCanDoNeither() {
        DataSet query = query("STUDY").put(Tag.StudyInstanceUID, study);

        assertThat(status("LIST", FIND, query)).isEqualTo(DimseStatus.SUCCESS);
        assertThat(move("LIST", "ARCHIVE2").status()).isEqualTo(DimseStatus.NOT_AUTHORIZED);
        assertThat(status("CT5", FIND, query)).isEqualTo(DimseStatus.NOT_AUTHORIZED);
        assertThat(get("CT5", EXPLICIT, new ReceivedObjects()).status())
                .isEqualTo(DimseStatus.NOT_AUTHORIZED);
    }

    // --- C-MOVE

    @Test
    void aStudyIsMovedToAnEntityOfTheRegistryAndRecorded() {
        ReceivedObjects archive2 = new ReceivedObjects();
        DicomServer listening =
                DicomServer.create(
                        vertx,
                        DicomServerOptions.of("ARCHIVE2")
                                .withHost("localhost")
                                .withPort(KnownPeers.port("ARCHIVE2")),
                        DicomServerServices.storing(archive2));
        Modality.await(listening.listen());
        try (EventProbe probe = EventProbe.connect()) {
            RetrieveResult moved = move("VIEWER", "ARCHIVE2");

            assertThat(moved.status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(moved.subOperations())
                    .isEqualTo(new SubOperations(0, instances.size(), 0, 0));
            assertThat(archive2.dataSets()).isEqualTo(sent());
            await().atMost(LONG_ENOUGH)
                    .until(() ->
                            probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class).stream()
                                    .anyMatch(this::isTransferToArchive2));
        }
        Modality.await(listening.close(Duration.ofSeconds(2)));
    }

    private boolean isTransferToArchive2(AuditRecorded record) {
        return record.action() == Action.TRANSFER
                && "VIEWER".equals(record.userName())
                && study.equals(record.studyInstanceUid())
                && "destination=ARCHIVE2".equals(record.query());
    }

    @Test
    void nothingIsMovedToAnEntityThatIsUnknownOrDown() {
        assertThat(move("VIEWER", "STRANGER").status())
                .isEqualTo(DimseStatus.MOVE_DESTINATION_UNKNOWN);

        RetrieveResult down = move("VIEWER", "DOWN");
        assertThat(down.status()).isEqualTo(DimseStatus.UNABLE_TO_PERFORM_SUB_OPERATIONS);
        assertThat(down.subOperations().failed()).isEqualTo(instances.size());
    }

    // --- C-GET

    @Test
    void aStudyIsGotAsItIsKeptOrInTheDefaultTransferSyntax() {
        ReceivedObjects kept = new ReceivedObjects();
        assertThat(get("VIEWER", EXPLICIT, kept).status()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(kept.dataSets()).isEqualTo(sent());

        ReceivedObjects implicit = new ReceivedObjects();
        assertThat(
                        get("VIEWER", List.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN), implicit)
                                .subOperations()
                                .completed())
                .isEqualTo(instances.size());
        assertThat(implicit.dataSets().keySet()).isEqualTo(sent().keySet());
        assertThat(implicit.dataSets().get(instances.getFirst().request().sopInstanceUid()))
                .isEqualTo(inImplicit(instances.getFirst()));
    }

    @Test
    void aCancelledGetStopsAndTellsWhatRemains() {
        Promise<Void> gate = Promise.promise();
        ReceivedObjects waiting = new ReceivedObjects(gate.future());
        ClientAssociation association = associate("VIEWER", EXPLICIT, waiting);
        CancellableOperation<RetrieveResult> operation =
                association.retrieve(CGet.of(GET, identifier()), _ -> {});
        await().atMost(LONG_ENOUGH).until(() -> waiting.begun() == 1);

        // both go over the same association, the cancel before the answer
        operation.cancel();
        gate.complete();

        RetrieveResult result = Modality.await(operation.result());
        assertThat(result.status()).isEqualTo(DimseStatus.CANCEL);
        assertThat(result.subOperations().remaining()).isPositive();
        assertThat(result.subOperations().completed()).isEqualTo(waiting.dataSets().size());
        Modality.await(association.release());
    }

    @Test
    void anIdentifierWithoutItsUniqueKeyRetrievesNothing() {
        ClientAssociation association = associate("VIEWER", EXPLICIT, new ReceivedObjects());
        RetrieveResult result =
                Modality.await(
                        association.retrieve(CGet.of(GET, query("STUDY")), _ -> {}).result());
        assertThat(result.status().code()).isEqualTo(0xA900);
        Modality.await(association.release());
    }

    private static DataSet query(String level) {
        return new DataSet().put(Tag.QueryRetrieveLevel, level);
    }

    private DataSet identifier() {
        return query("STUDY").put(Tag.StudyInstanceUID, study);
    }

    private List<DataSet> find(String model, DataSet query) {
        List<DataSet> matches = new ArrayList<>();
        assertThat(find("VIEWER", model, query, matches)).isEqualTo(DimseStatus.SUCCESS);
        return matches;
    }

    private DimseStatus status(String title, String model, DataSet query) {
        return find(title, model, query, new ArrayList<>());
    }

    private DimseStatus find(String title, String model, DataSet query, List<DataSet> matches) {
        ClientAssociation association = associate(title, EXPLICIT, new ReceivedObjects());
        DimseStatus status =
                Modality.await(
                        association
                                .find(
                                        CFindRequest.of(model, query),
                                        match -> {
                                            matches.add(match);
                                            return Future.succeededFuture();
                                        })
                                .result());
        Modality.await(association.release());
        return status;
    }

    private RetrieveResult move(String title, String destination) {
        ClientAssociation association = associate(title, EXPLICIT, new ReceivedObjects());
        RetrieveResult result =
                Modality.await(
                        association
                                .retrieve(CMove.of(MOVE, destination, identifier()), _ -> {})
                                .result());
        Modality.await(association.release());
        return result;
    }

    private RetrieveResult get(String title, List<TransferSyntax> syntaxes, ReceivedObjects to) {
        ClientAssociation association = associate(title, syntaxes, to);
        RetrieveResult result =
                Modality.await(association.retrieve(CGet.of(GET, identifier()), _ -> {}).result());
        Modality.await(association.release());
        return result;
    }

    private ClientAssociation associate(
            String title, List<TransferSyntax> syntaxes, ReceivedObjects to) {
        return Modality.await(
                DicomClient.create(vertx)
                        .associate(
                                AssociationRequest.to("127.0.0.1", door.port(), "RADBRIDGE", title)
                                        .withVerification()
                                        .withSopClass(FIND)
                                        .withSopClass(PATIENT_FIND)
                                        .withSopClass(MOVE)
                                        .withSopClass(GET)
                                        .withRetrieval(Set.of(Uid.CTImageStorage), syntaxes, to)));
    }

    private Map<String, Buffer> sent() {
        return instances.stream()
                .collect(
                        java.util.stream.Collectors.toMap(
                                sent -> sent.request().sopInstanceUid(), Outgoing::dataSet));
    }

    private static Buffer inImplicit(Outgoing sent) {
        DataSetParser parser = new DataSetParser(sent.request().transferSyntax(), ReadLimits.WHOLE);
        parser.feed(sent.dataSet().getBytes());
        return Buffer.buffer(
                DataSetWriter.write(parser.finish(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN));
    }
}
