package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.pdu.AAbort;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.AReleaseRp;
import org.radbridge.dicom.pdu.AReleaseRq;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.RejectReason;

/** Our SCU against peers that answer in every way there is. */
@Tag("A1")
@Tag("A2")
class DicomClientTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        TestServer.await(vertx.close());
    }

    @Test
    void nobodyListeningIsNotConnected() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(TestServer.awaitFailure(associate(port)))
                .isInstanceOf(AssociationException.NotConnected.class);
    }

    @Test
    void aRejectionTellsItsReason() throws IOException {
        AAssociateRj answer = AAssociateRj.permanent(RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED);
        try (ScriptedAcceptor acceptor =
                ScriptedAcceptor.playing(peer -> {
                    peer.receive();
                    peer.send(answer);
                    assertThat(peer.seesClose()).isTrue();
                })) {
            assertThat(TestServer.awaitFailure(associate(acceptor.port())))
                    .isInstanceOfSatisfying(
                            AssociationException.Rejected.class,
                            rejected -> assertThat(rejected.answer()).isEqualTo(answer));
            acceptor.join();
        }
    }

    @Test
    void aPeerThatDoesNotAnswerTheProposalIsAborted() throws IOException {
        try (ScriptedAcceptor acceptor =
                ScriptedAcceptor.playing(peer -> {
                    peer.receive();
                    assertThat(peer.receive()).isEqualTo(AAbort.byServiceUser());
                })) {
            assertThat(TestServer.awaitFailure(associate(acceptor.port())))
                    .isInstanceOf(AssociationException.Aborted.class);
            acceptor.join();
        }
    }

    @Test
    void aPeerThatClosesInsteadOfAnsweringFailsTheProposal() throws IOException {
        try (ScriptedAcceptor acceptor = ScriptedAcceptor.playing(ScriptedPeer::receive)) {
            assertThat(TestServer.awaitFailure(associate(acceptor.port())))
                    .isInstanceOfSatisfying(
                            AssociationException.Aborted.class,
                            aborted ->
                                    assertThat(aborted.abortCause())
                                            .isEqualTo(new AbortCause.ConnectionLost()));
        }
    }

    @Test
    void aPeerThatDoesNotAnswerAnEchoIsAborted() throws IOException {
        try (ScriptedAcceptor acceptor =
                ScriptedAcceptor.accepting(peer -> {
                    peer.receiveCommand();
                    assertThat(peer.receive()).isEqualTo(AAbort.byServiceUser());
                })) {
            ClientAssociation association = TestServer.await(associate(acceptor.port()));
            assertThat(TestServer.awaitFailure(association.echo()))
                    .isInstanceOf(AssociationException.Aborted.class);
            acceptor.join();
        }
    }

    @Test
    void aFailureStatusIsAnAnswerAndNotAnException() throws IOException {
        try (ScriptedAcceptor acceptor =
                ScriptedAcceptor.accepting(peer -> {
                    CommandSet request = peer.receiveCommand();
                    peer.receive();
                    answer(peer, request, DimseStatus.OUT_OF_RESOURCES);
                    assertThat(peer.receive()).isEqualTo(new AReleaseRq());
                    peer.send(new AReleaseRp());
                    assertThat(peer.seesClose()).isTrue();
                })) {
            ClientAssociation association = TestServer.await(associate(acceptor.port()));
            assertThat(TestServer.await(association.store(TestServer.ct("1.2"), some())))
                    .isEqualTo(DimseStatus.OUT_OF_RESOURCES);
            TestServer.await(association.release());
            TestServer.await(association.closed());
            acceptor.join();
        }
    }

    @Test
    void anAbortByThePeerFailsWhatIsUnderWayAndWhatWaits() throws IOException {
        try (ScriptedAcceptor acceptor =
                ScriptedAcceptor.accepting(peer -> {
                    peer.receiveCommand();
                    peer.send(AAbort.byServiceProvider(AbortReason.NOT_SPECIFIED));
                })) {
            ClientAssociation association = TestServer.await(associate(acceptor.port()));
            Future<DimseStatus> first = association.echo();
            Future<DimseStatus> second = association.echo();
            assertThat(TestServer.awaitFailure(first))
                    .isInstanceOf(AssociationException.Aborted.class);
            assertThat(TestServer.awaitFailure(second))
                    .isInstanceOf(AssociationException.Aborted.class);
            assertThat(TestServer.awaitFailure(association.echo()))
                    .isInstanceOf(AssociationException.Aborted.class);
        }
    }

    @Test
    void anAnswerToAnotherMessageIsAProtocolViolation() throws IOException {
        try (ScriptedAcceptor acceptor =
                ScriptedAcceptor.accepting(peer -> {
                    peer.receiveCommand();
                    answer(peer, ScriptedPeer.echoRq(77), DimseStatus.SUCCESS);
                    assertThat(peer.receive())
                            .isEqualTo(
                                    AAbort.byServiceProvider(AbortReason.UNEXPECTED_PDU_PARAMETER));
                })) {
            ClientAssociation association = TestServer.await(associate(acceptor.port()));
            assertThat(TestServer.awaitFailure(association.echo()))
                    .isInstanceOf(AssociationException.Aborted.class);
            acceptor.join();
        }
    }

    @Test
    void releaseCollisionEndsInOrderOnBothSides() throws IOException {
        try (ScriptedAcceptor acceptor =
                ScriptedAcceptor.accepting(peer -> {
                    assertThat(peer.receive()).isEqualTo(new AReleaseRq());
                    peer.send(new AReleaseRq());
                    assertThat(peer.receive()).isEqualTo(new AReleaseRp());
                    peer.send(new AReleaseRp());
                    assertThat(peer.seesClose()).isTrue();
                })) {
            ClientAssociation association = TestServer.await(associate(acceptor.port()));
            TestServer.await(association.release());
            TestServer.await(association.closed());
            acceptor.join();
        }
    }

    @Test
    void aReleaseByThePeerIsAnsweredAndClosesTheAssociation() throws IOException {
        try (ScriptedAcceptor acceptor =
                ScriptedAcceptor.accepting(peer -> {
                    peer.send(new AReleaseRq());
                    assertThat(peer.receive()).isEqualTo(new AReleaseRp());
                })) {
            ClientAssociation association = TestServer.await(associate(acceptor.port()));
            TestServer.await(association.closed());
            TestServer.await(association.release());
            assertThat(TestServer.awaitFailure(association.echo()))
                    .isInstanceOf(AssociationException.Closed.class);
            acceptor.join();
        }
    }

    @Test
    void releaseWaitsForWhatWasAskedBefore() throws IOException {
        try (ScriptedAcceptor acceptor =
                ScriptedAcceptor.accepting(peer -> {
                    for (int i = 0; i < 3; i++) {
                        answer(peer, peer.receiveCommand(), DimseStatus.SUCCESS);
                    }
                    assertThat(peer.receive()).isEqualTo(new AReleaseRq());
                    peer.send(new AReleaseRp());
                })) {
            ClientAssociation association = TestServer.await(associate(acceptor.port()));
            Future<DimseStatus> first = association.echo();
            Future<DimseStatus> second = association.echo();
            Future<DimseStatus> third = association.echo();
            TestServer.await(association.release());
            assertThat(TestServer.await(Future.all(first, second, third)).succeeded()).isTrue();
            acceptor.join();
        }
    }

    @Test
    void aPeerThatStopsReadingIsAbortedForLackOfProgress() throws IOException {
        CompletableFuture<Void> givenUp = new CompletableFuture<>();
        try (ScriptedAcceptor acceptor = ScriptedAcceptor.accepting(_ -> givenUp.join())) {
            ClientAssociation association = TestServer.await(associate(acceptor.port()));
            Buffer large = Buffer.buffer(new byte[64 << 20]);
            Throwable failure =
                    TestServer.awaitFailure(association.store(TestServer.ct("1.2.3"), large));
            givenUp.complete(null);
            assertThat(failure).isInstanceOf(AssociationException.Aborted.class);
            TestServer.await(association.closed());
        }
    }

    @Test
    void anAeTitleOverSixteenCharactersIsRefusedAtOnce() {
        assertThatThrownBy(() -> AssociationRequest.to("localhost", 1, "SEVENTEEN_LETTERS", "CT1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void answer(ScriptedPeer peer, CommandSet request, DimseStatus status)
            throws IOException {
        peer.send(
                ScriptedPeer.command(
                        request.commandField() == CommandField.C_ECHO_RQ ? 1 : 3,
                        CommandSet.builder(request.commandField() | CommandField.RESPONSE)
                                .put(
                                        CommandElement.MESSAGE_ID_BEING_RESPONDED_TO,
                                        request.messageId())
                                .put(CommandElement.STATUS, status.code())
                                .build(false)));
    }

    private static Buffer some() {
        return Buffer.buffer(new byte[1000]);
    }

    private Future<ClientAssociation> associate(int port) {
        return DicomClient.create(vertx)
                .associate(
                        AssociationRequest.to("127.0.0.1", port, "RADBRIDGE", "CT1")
                                .withVerification()
                                .withStorage(
                                        Uid.CTImageStorage,
                                        Set.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                                .withTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(3)));
    }
}
