package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;

/** Our SCU against our SCP over a real socket. */
@Tag("A1")
@Tag("A2")
class EchoAndStoreTest {

    private static final CStoreRequest CT =
            CStoreRequest.of(Uid.CTImageStorage, "1.2.3", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

    private final Vertx vertx = Vertx.vertx();
    private final RecordingStore store = new RecordingStore();
    private DicomServer server;

    @BeforeEach
    void listen() {
        server =
                DicomServer.create(
                        vertx,
                        DicomServerOptions.of("RADBRIDGE").withHost("127.0.0.1"),
                        DicomServerServices.storing(store));
        await(server.listen());
    }

    @AfterEach
    void stop() {
        await(server.close(Duration.ofSeconds(1)));
        await(vertx.close());
    }

    @Test
    void echoIsAnsweredWithSuccessAndTheAssociationIsReleased() {
        ClientAssociation association = associate();

        assertThat(await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
        await(association.release());
        await(association.closed());
    }

    @Test
    void twoHundredStoresOnOneAssociationArriveWhole() {
        ClientAssociation association = associate();
        List<Future<DimseStatus>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(association.store(CT, Buffer.buffer(new byte[200_000 + 2 * i])));
        }

        for (Future<DimseStatus> answer : answers) {
            assertThat(await(answer)).isEqualTo(DimseStatus.SUCCESS);
        }
        await(association.release());
        assertThat(store.lengths()).hasSize(200).startsWith(200_000L).endsWith(200_398L);
    }

    private ClientAssociation associate() {
        return await(
                DicomClient.create(vertx)
                        .associate(
                                AssociationRequest.to(
                                                "127.0.0.1", server.port(), "RADBRIDGE", "CT1")
                                        .withVerification()
                                        .withStorage(
                                                Uid.CTImageStorage,
                                                Set.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
