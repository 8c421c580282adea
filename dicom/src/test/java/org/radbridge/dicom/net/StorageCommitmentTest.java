package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.StorageCommitment.Failure;
import org.radbridge.dicom.net.StorageCommitment.Reference;

/** Storage commitment between our SCU and our SCP, on one association and on two. */
@Tag("A12")
class StorageCommitmentTest {

    private static final String PUSH_MODEL = Uid.StorageCommitmentPushModel;
    private static final Reference KNOWN = new Reference(Uid.CTImageStorage, "1.2.3.1");
    private static final Reference UNKNOWN = new Reference(Uid.CTImageStorage, "1.2.3.2");
    private static final StorageCommitment.Request REQUEST =
            new StorageCommitment.Request("1.2.3", List.of(KNOWN, UNKNOWN));
    private static final StorageCommitment.Result RESULT =
            new StorageCommitment.Result(
                    "1.2.3",
                    List.of(KNOWN),
                    List.of(new Failure(UNKNOWN, StorageCommitment.NO_SUCH_OBJECT_INSTANCE)));

    private final List<StorageCommitment.Result> told = new CopyOnWriteArrayList<>();
    private final List<Boolean> byRequestor = new CopyOnWriteArrayList<>();
    private final List<Future<DimseStatus>> outcomes = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final Promise<StorageCommitment.Result> looking = Promise.promise();
    private final TestServer modality =
            TestServer.with(
                    TestServer.options(),
                    DicomServerServices.echoOnly().withNormalized(PUSH_MODEL, listening(false)));
    private final TestServer archive = archive();

    @AfterEach
    void stop() {
        archive.close();
        modality.close();
        TestServer.await(vertx.close());
    }

    @Test
    void theReportComesOnTheAssociationOfTheRequestWhileItStands() {
        ClientAssociation association = associate();
        assertThat(TestServer.await(association.request(REQUEST.action())).status())
                .isEqualTo(DimseStatus.SUCCESS);

        looking.complete(RESULT);

        await().until(() -> outcomes.size() == 1);
        assertThat(TestServer.await(outcomes.getFirst())).isEqualTo(DimseStatus.SUCCESS);
        assertThat(told).containsExactly(RESULT);
        assertThat(byRequestor).containsExactly(true);
        TestServer.await(association.release());
    }

    @Test
    void theReportComesOnAnAssociationBackOnceTheFirstIsReleased() {
        ClientAssociation association = associate();
        TestServer.await(association.request(REQUEST.action()));
        TestServer.await(association.release());
        await().until(() -> archive.listener.released.size() == 1);

        looking.complete(RESULT);

        await().until(() -> outcomes.size() == 1);
        assertThat(TestServer.await(outcomes.getFirst())).isEqualTo(DimseStatus.SUCCESS);
        assertThat(told).containsExactly(RESULT);
        assertThat(byRequestor).containsExactly(false);
        await().until(() -> modality.listener.released.size() == 1);
        assertThat(
                        modality.listener
                                .opened
                                .getFirst()
                                .presentationContexts()
                                .forAbstractSyntax(PUSH_MODEL)
                                .orElseThrow()
                                .roles()
                                .scp())
                .as("the archive takes the SCP role on its association back")
                .isTrue();
    }

    @Test
    void aRequestorThatCannotBeReachedIsReportedToTheService() {
        TestServer.await(modality.server.close(Duration.ofMillis(100)));
        ClientAssociation association = associate();
        TestServer.await(association.request(REQUEST.action()));
        TestServer.await(association.release());
        await().until(() -> archive.listener.released.size() == 1);

        looking.complete(RESULT);

        await().until(() -> outcomes.size() == 1);
        assertThat(TestServer.awaitFailure(outcomes.getFirst()))
                .isInstanceOf(AssociationException.NotConnected.class);
    }

    @Test
    void aRequestThatNamesNothingIsRefused() {
        NRequest.NAction empty =
                new NRequest.NAction(
                        PUSH_MODEL,
                        Uid.StorageCommitmentPushModelInstance,
                        1,
                        Optional.of(
                                new DataSet()
                                        .put(
                                                org.radbridge.dicom.data.Tag.TransactionUID,
                                                "1.2.3")));
        assertThat(TestServer.await(associate().request(empty)).status().code())
                .isEqualTo(DimseStatus.INVALID_ARGUMENT_VALUE.code());
    }

    private NormalizedScp listening(boolean asRequestor) {
        return (request, _) -> {
            told.add(StorageCommitment.Result.of((NRequest.NEventReport) request));
            byRequestor.add(asRequestor);
            return Future.succeededFuture(NResponse.success());
        };
    }

    private ClientAssociation associate() {
        return TestServer.await(
                DicomClient.create(archive.vertx)
                        .associate(
                                archive.request()
                                        .withSopClass(PUSH_MODEL)
                                        .withNormalized(PUSH_MODEL, listening(true))));
    }

    private TestServer archive() {
        return TestServer.with(
                TestServer.options(),
                DicomServerServices.echoOnly()
                        .withNormalized(
                                PUSH_MODEL,
                                StorageCommitmentScp.create(
                                        vertx,
                                        (request, _) -> {
                                            assertThat(request).isEqualTo(REQUEST);
                                            return looking.future();
                                        },
                                        (aeTitle, _) ->
                                                Future.succeededFuture(
                                                        Optional.of(
                                                                AssociationRequest.to(
                                                                        "127.0.0.1",
                                                                        modality.port(),
                                                                        "RADBRIDGE",
                                                                        aeTitle))),
                                        (_, _, outcome) -> outcomes.add(outcome))));
    }
}
