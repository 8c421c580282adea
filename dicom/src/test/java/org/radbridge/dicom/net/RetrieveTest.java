package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;

/** C-MOVE and C-GET of our SCU against our SCP, with a third entity as destination. */
@Tag("A7")
class RetrieveTest {

    private static final String MOVE = Uid.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = Uid.StudyRootQueryRetrieveInformationModelGet;
    private static final DataSet IDENTIFIER =
            new DataSet()
                    .put(org.radbridge.dicom.data.Tag.QueryRetrieveLevel, "STUDY")
                    .put(org.radbridge.dicom.data.Tag.StudyInstanceUID, "1.2.3");

    private final Archive archive = new Archive();
    private final TestServer destination = TestServer.storing();
    private final TestServer server = serving(archive, destination);
    private final List<SubOperations> progress = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        server.close();
        destination.close();
    }

    @Test
    void aMoveSendsEveryObjectToTheDestinationAndCounts() {
        fill(20);

        RetrieveResult result = TestServer.await(move("ARCHIVE2").result());

        assertThat(result.status()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(result.subOperations()).isEqualTo(new SubOperations(0, 20, 0, 0));
        assertThat(progress)
                .hasSize(19)
                .startsWith(new SubOperations(19, 1, 0, 0))
                .endsWith(new SubOperations(1, 19, 0, 0));
        assertThat(destination.store.stored())
                .hasSize(20)
                .allSatisfy(stored -> {
                    assertThat(stored.association().callingAeTitle()).isEqualTo("RADBRIDGE");
                    assertThat(stored.request().moveOriginator())
                            .contains(new CStoreRequest.MoveOriginator("CT1", 1));
                });
        await().until(() -> destination.listener.released.size() == 1);
        assertThat(archive.open).hasValue(0);
    }

    @Test
    void whatTheDestinationDoesNotTakeIsCountedAndListed() {
        fill(2);
        archive.with("1.2.840.99999.1", "1.2.3.99", content(99));

        RetrieveResult result = TestServer.await(move("ARCHIVE2").result());

        assertThat(result.status()).isEqualTo(DimseStatus.SUB_OPERATIONS_WITH_FAILURES);
        assertThat(result.subOperations()).isEqualTo(new SubOperations(0, 2, 1, 0));
        assertThat(result.failedSopInstanceUids()).containsExactly("1.2.3.99");
    }

    @Test
    void aDestinationThatIsDownFailsEverySubOperation() {
        fill(3);

        RetrieveResult result = TestServer.await(move("DOWN").result());

        assertThat(result.status()).isEqualTo(DimseStatus.UNABLE_TO_PERFORM_SUB_OPERATIONS);
        assertThat(result.subOperations()).isEqualTo(new SubOperations(0, 0, 3, 0));
    }

    @Test
    void anUnknownDestinationIsA801() {
        assertThat(TestServer.await(move("NOBODY").result()).status())
                .isEqualTo(DimseStatus.MOVE_DESTINATION_UNKNOWN);
    }

    @Test
    void nothingFoundIsSuccessWithoutSubOperations() {
        assertThat(TestServer.await(move("ARCHIVE2").result()).status())
                .isEqualTo(DimseStatus.SUCCESS);
    }

    @Test
    void aCancelledMoveStopsBetweenSubOperations() {
        fill(5_000);
        CancellableOperation<RetrieveResult> move = move("ARCHIVE2");
        await().until(() -> progress.size() > 3);

        move.cancel();

        RetrieveResult result = TestServer.await(move.result());
        assertThat(result.status()).isEqualTo(DimseStatus.CANCEL);
        SubOperations counts = result.subOperations();
        assertThat(counts.remaining()).isPositive();
        assertThat(counts.completed()).isEqualTo(destination.store.stored().size());
        assertThat(counts.completed() + counts.remaining()).isEqualTo(5_000);
    }

    @Test
    void moreSopClassesThanOneAssociationCarriesTakeSeveral() {
        List<String> classes = Uid.storageSopClasses();
        assertThat(classes).hasSizeGreaterThan(128);
        for (int i = 0; i < classes.size(); i++) {
            archive.with(classes.get(i), "1.2.3." + i, content(i));
        }

        RetrieveResult result = TestServer.await(move("ARCHIVE2").result());

        assertThat(result.subOperations().completed()).isEqualTo(classes.size());
        int classesPerAssociation = AssociationRequest.MAXIMUM_CONTEXTS / 2;
        int associations = Math.ceilDiv(classes.size(), classesPerAssociation);
        await().until(() -> destination.listener.released.size() == associations);
    }

    @Test
    void aGetBringsTheObjectsBackOnTheSameAssociation() {
        fill(20);
        RecordingStore got = new RecordingStore();
        ClientAssociation association = associateForGet(got);

        RetrieveResult result =
                TestServer.await(
                        association
                                .retrieve(RetrieveRequest.CGet.of(GET, IDENTIFIER), progress::add)
                                .result());

        assertThat(result.status()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(result.subOperations()).isEqualTo(new SubOperations(0, 20, 0, 0));
        assertThat(got.stored()).hasSize(20);
        assertThat(got.stored().get(7).dataSet()).isEqualTo(content(7));
        assertThat(destination.store.stored()).isEmpty();
        TestServer.await(association.release());
        assertThat(server.listener.opened).hasSize(1);
    }

    @Test
    void withoutTheScpRoleNothingIsSentBack() {
        fill(2);
        ClientAssociation association = associate(GET);

        RetrieveResult result =
                TestServer.await(
                        association
                                .retrieve(RetrieveRequest.CGet.of(GET, IDENTIFIER), progress::add)
                                .result());

        assertThat(result.status()).isEqualTo(DimseStatus.UNABLE_TO_PERFORM_SUB_OPERATIONS);
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            archive.with(Uid.CTImageStorage, "1.2.3." + i, content(i));
        }
    }

    private static Buffer content(int number) {
        return Buffer.buffer(new byte[1000 + 2 * number]).setInt(0, number);
    }

    private CancellableOperation<RetrieveResult> move(String aeTitle) {
        return associate(MOVE)
                .retrieve(RetrieveRequest.CMove.of(MOVE, aeTitle, IDENTIFIER), progress::add);
    }

    private ClientAssociation associate(String sopClassUid) {
        return TestServer.await(
                DicomClient.create(server.vertx)
                        .associate(server.request().withSopClass(sopClassUid)));
    }

    private ClientAssociation associateForGet(CStoreScp store) {
        return TestServer.await(
                DicomClient.create(server.vertx)
                        .associate(
                                AssociationRequest.to(
                                                "127.0.0.1", server.port(), "RADBRIDGE", "CT1")
                                        .withSopClass(GET)
                                        .withRetrieval(
                                                Set.of(Uid.CTImageStorage),
                                                List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                                                store)));
    }

    private static TestServer serving(Archive archive, TestServer destination) {
        MoveDestinations destinations =
                (aeTitle, _) ->
                        Future.succeededFuture(
                                switch (aeTitle) {
                                    case "ARCHIVE2" -> Optional.of(to(destination.port()));
                                    case "DOWN" -> Optional.of(to(1));
                                    default -> Optional.empty();
                                });
        return TestServer.with(
                TestServer.options(),
                DicomServerServices.echoOnly()
                        .withQueryRetrieve(
                                QueryRetrieveServices.NONE
                                        .withMove(Set.of(MOVE), archive, destinations)
                                        .withGet(Set.of(GET), archive)));
    }

    private static AssociationRequest to(int port) {
        return AssociationRequest.to("127.0.0.1", port, "RADBRIDGE", "RADBRIDGE");
    }
}
