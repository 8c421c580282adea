package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;

/** DIMSE-N of our SCU against our SCP, and event reports back. */
@Tag("A12")
class NormalizedTest {

    private static final String MPPS = Uid.ModalityPerformedProcedureStep;
    private static final String COMMITMENT = Uid.StorageCommitmentPushModel;
    private static final DataSet SOME =
            new DataSet().put(org.radbridge.dicom.data.Tag.PerformedStationName, "CT1");

    private final List<NRequest> requests = new CopyOnWriteArrayList<>();

    @Test
    void everyRequestArrivesAsItWasSentAndItsAnswerComesBack() {
        List<NRequest> asked =
                List.of(
                        new NRequest.NCreate(MPPS, Optional.of("1.2.3"), SOME),
                        new NRequest.NCreate(MPPS, Optional.empty(), SOME),
                        new NRequest.NSet(MPPS, "1.2.3", SOME),
                        new NRequest.NGet(MPPS, "1.2.3", List.of(0x00400252, 0x7FE00010)),
                        new NRequest.NGet(MPPS, "1.2.3", List.of()),
                        new NRequest.NAction(MPPS, "1.2.3", 7, Optional.of(SOME)),
                        new NRequest.NAction(MPPS, "1.2.3", 8, Optional.empty()),
                        new NRequest.NEventReport(MPPS, "1.2.3", 9, Optional.of(SOME)),
                        new NRequest.NDelete(MPPS, "1.2.3"));
        try (TestServer server =
                performing(
                        MPPS,
                        (request, _) -> {
                            requests.add(request);
                            return Future.succeededFuture(
                                    NResponse.success()
                                            .withSopInstanceUid("1.2.3.4")
                                            .withDataSet(SOME));
                        })) {
            ClientAssociation association = associate(server, MPPS);
            for (NRequest request : asked) {
                NResponse response = TestServer.await(association.request(request));

                assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
                assertThat(response.sopInstanceUid()).contains("1.2.3.4");
                assertThat(response.dataSet()).contains(SOME);
            }
            TestServer.await(association.release());
        }
        assertThat(requests).isEqualTo(asked);
    }

    @Test
    void aRefusalOfTheHandlerIsTheStatus() {
        try (TestServer server =
                performing(
                        MPPS,
                        (_, _) -> {
                            throw new DimseException(DimseStatus.DUPLICATE_SOP_INSTANCE);
                        })) {
            assertThat(
                            TestServer.await(
                                            associate(server, MPPS)
                                                    .request(
                                                            new NRequest.NCreate(
                                                                    MPPS,
                                                                    Optional.of("1.2.3"),
                                                                    SOME)))
                                    .status())
                    .isEqualTo(DimseStatus.DUPLICATE_SOP_INSTANCE);
        }
    }

    @Test
    void anotherSopClassThanAnyServedIsRefused() {
        try (TestServer server =
                performing(MPPS, (_, _) -> Future.succeededFuture(NResponse.success()))) {
            assertThat(
                            TestServer.await(
                                            associate(server, MPPS)
                                                    .request(
                                                            new NRequest.NDelete(
                                                                    COMMITMENT, "1.2.3"),
                                                            MPPS))
                                    .status())
                    .isEqualTo(DimseStatus.NO_SUCH_SOP_CLASS);
        }
    }

    @Test
    void anEventReportComesBackOnTheSameAssociation() {
        NRequest.NEventReport event =
                new NRequest.NEventReport(COMMITMENT, "1.2.3", 1, Optional.of(SOME));
        List<NResponse> reported = new CopyOnWriteArrayList<>();
        try (TestServer server =
                performing(
                        COMMITMENT,
                        (_, peer) -> {
                            peer.request(event).onSuccess(reported::add);
                            return Future.succeededFuture(NResponse.success());
                        })) {
            ClientAssociation association =
                    TestServer.await(
                            DicomClient.create(server.vertx)
                                    .associate(
                                            server.request()
                                                    .withSopClass(COMMITMENT)
                                                    .withNormalized(
                                                            COMMITMENT,
                                                            (request, _) -> {
                                                                requests.add(request);
                                                                return Future.succeededFuture(
                                                                        NResponse.success());
                                                            })));

            NResponse response =
                    TestServer.await(
                            association.request(
                                    new NRequest.NAction(
                                            COMMITMENT, "1.2.3", 1, Optional.of(SOME))));

            assertThat(response.status()).isEqualTo(DimseStatus.SUCCESS);
            await().until(() -> reported.size() == 1);
            assertThat(requests).containsExactly(event);
            assertThat(reported.getFirst().status()).isEqualTo(DimseStatus.SUCCESS);
            TestServer.await(association.release());
        }
    }

    private static ClientAssociation associate(TestServer server, String sopClassUid) {
        return TestServer.await(
                DicomClient.create(server.vertx)
                        .associate(server.request().withSopClass(sopClassUid)));
    }

    private static TestServer performing(String sopClassUid, NormalizedScp scp) {
        return TestServer.with(
                TestServer.options(),
                DicomServerServices.echoOnly().withNormalized(sopClassUid, scp));
    }
}
