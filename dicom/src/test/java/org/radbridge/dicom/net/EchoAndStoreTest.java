package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.pdu.ContextResult;

/** Our SCU against our SCP over a real socket. */
@Tag("A1")
@Tag("A2")
class EchoAndStoreTest {

    private final TestServer server = TestServer.storing();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void echoIsAnsweredWithSuccessAndTheAssociationIsReleased() {
        ClientAssociation association = server.associate();

        assertThat(TestServer.await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
        TestServer.await(association.release());
        TestServer.await(association.closed());
        await().until(() -> server.listener.released.size() == 1);
        assertThat(server.listener.opened).hasSize(1);
        assertThat(server.listener.opened.getFirst().callingAeTitle()).isEqualTo("CT1");
        assertThat(server.listener.aborted).isEmpty();
    }

    @Test
    void twoHundredStoresOnOneAssociationArriveWholeAndInOrder() {
        ClientAssociation association = server.associate();
        List<Future<DimseStatus>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(association.store(TestServer.ct("1.2." + i), content(i)));
        }

        answers.forEach(
                answer -> assertThat(TestServer.await(answer)).isEqualTo(DimseStatus.SUCCESS));
        TestServer.await(association.release());
        assertThat(server.store.stored()).hasSize(200);
        for (int i = 0; i < 200; i++) {
            RecordingStore.Stored stored = server.store.stored().get(i);
            assertThat(stored.request().sopInstanceUid()).isEqualTo("1.2." + i);
            assertThat(stored.dataSet()).isEqualTo(content(i));
        }
    }

    @Test
    void fourAssociationsStoreSideBySide() {
        List<Future<DimseStatus>> answers =
                IntStream.range(0, 4)
                        .mapToObj(_ -> server.associate())
                        .flatMap(association ->
                                IntStream.range(0, 25)
                                        .mapToObj(i ->
                                                association.store(
                                                        TestServer.ct("1.2." + i), content(i))))
                        .toList();

        answers.forEach(
                answer -> assertThat(TestServer.await(answer)).isEqualTo(DimseStatus.SUCCESS));
        assertThat(server.store.stored())
                .hasSize(100)
                .allSatisfy(stored -> {
                    String uid = stored.request().sopInstanceUid();
                    assertThat(stored.dataSet())
                            .isEqualTo(content(Integer.parseInt(uid.substring(4))));
                });
    }

    @Test
    void aFileIsStoredWhileItIsRead(@TempDir Path folder) throws IOException {
        byte[] bytes = new byte[9_000_001];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("data"), bytes);
        ClientAssociation association = server.associate();

        Future<DimseStatus> answer =
                server.vertx
                        .fileSystem()
                        .open(file.toString(), new OpenOptions().setRead(true))
                        .compose(opened -> association.store(TestServer.ct("1.2.3"), opened));

        assertThat(TestServer.await(answer)).isEqualTo(DimseStatus.SUCCESS);
        assertThat(server.store.stored().getFirst().dataSet()).isEqualTo(Buffer.buffer(bytes));
    }

    @Test
    void aMoveOriginatorAndPriorityReachTheHandler() {
        CStoreRequest sent =
                new CStoreRequest(
                        Uid.CTImageStorage,
                        "1.2.3",
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        CStoreRequest.Priority.HIGH,
                        Optional.of(new CStoreRequest.MoveOriginator("VIEWER", 77)));

        TestServer.await(server.associate().store(sent, content(1)));

        assertThat(server.store.stored().getFirst().request()).isEqualTo(sent);
    }

    @Test
    void eachTransferSyntaxAcceptedHasItsOwnContext() {
        ClientAssociation association =
                TestServer.await(
                        DicomClient.create(server.vertx)
                                .associate(
                                        server.request()
                                                .withStorage(
                                                        Uid.CTImageStorage,
                                                        Set.of(
                                                                TransferSyntax.of(
                                                                        Uid.JPEGBaseline8Bit)))));
        CStoreRequest compressed =
                CStoreRequest.of(
                        Uid.CTImageStorage, "1.2.4", TransferSyntax.of(Uid.JPEGBaseline8Bit));

        TestServer.await(association.store(compressed, content(1)));

        assertThat(server.store.stored().getFirst().request()).isEqualTo(compressed);
    }

    @Test
    void anObjectWithoutAPresentationContextIsNotSentAndTheAssociationGoesOn() {
        ClientAssociation association = server.associate();
        CStoreRequest mr =
                CStoreRequest.of(
                        Uid.MRImageStorage, "1.2.3", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        assertThat(TestServer.awaitFailure(association.store(mr, content(1))))
                .isInstanceOf(AssociationException.NoPresentationContext.class);
        assertThat(TestServer.await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
    }

    @Test
    void everyStorageSopClassIsAcceptedInEveryStorableTransferSyntax() {
        List<String> transferSyntaxes =
                List.of(
                        Uid.ImplicitVRLittleEndian,
                        Uid.ExplicitVRLittleEndian,
                        Uid.ExplicitVRBigEndian,
                        Uid.DeflatedExplicitVRLittleEndian,
                        Uid.JPEGBaseline8Bit,
                        Uid.JPEGLosslessSV1,
                        Uid.JPEGLSLossless,
                        Uid.JPEG2000Lossless,
                        Uid.RLELossless,
                        Uid.MPEG2MPML);

        assertThat(Uid.storageSopClasses()).hasSizeGreaterThan(100);
        for (String sopClass : Uid.storageSopClasses()) {
            for (String transferSyntax : transferSyntaxes) {
                assertThat(StorageSyntaxes.all().choose(sopClass, List.of(transferSyntax)).result())
                        .isEqualTo(ContextResult.ACCEPTANCE);
            }
        }
    }

    private static Buffer content(int seed) {
        byte[] bytes = new byte[150_000 + 2 * seed];
        new Random(seed).nextBytes(bytes);
        return Buffer.buffer(bytes);
    }
}
