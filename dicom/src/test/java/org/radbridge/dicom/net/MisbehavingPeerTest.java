package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.CommandSetCodec;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.pdu.AAbort;
import org.radbridge.dicom.pdu.AReleaseRp;
import org.radbridge.dicom.pdu.AReleaseRq;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.Hex;
import org.radbridge.dicom.pdu.PDataTf;
import org.radbridge.dicom.pdu.PduEncoder;
import org.radbridge.dicom.pdu.PduException;
import org.radbridge.dicom.pdu.PresentationDataValue;

/** What our SCP does with peers that break the protocol; the next association never suffers. */
@Tag("A1")
@Tag("A2")
class MisbehavingPeerTest {

    private static final Buffer SOME = Buffer.buffer(new byte[1000]);

    private final TestServer server =
            TestServer.storing(
                    TestServer.options()
                            .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(3)));

    @AfterEach
    void theNextAssociationIsUntouched() {
        ClientAssociation association = server.associate();
        assertThat(TestServer.await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
        TestServer.await(association.release());
        server.close();
    }

    @Test
    void aPeerThatSaysNothingIsClosedWhenArtimExpires() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            assertThat(peer.seesClose()).isTrue();
        }
        await().until(() -> server.listener.failed.size() == 1);
        assertThat(server.listener.failed)
                .containsExactly(new AbortCause.Local("no A-ASSOCIATE-RQ in time"));
    }

    @Test
    void aPeerThatDribblesItsProposalIsClosedWhenArtimExpires() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendBytes(PduEncoder.encode(ScriptedPeer.proposal("SLOW")).getBuffer(0, 100));
            assertThat(peer.seesClose()).isTrue();
        }
    }

    @Test
    void whatIsNoDicomIsAborted() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendBytes(Buffer.buffer("GET / HTTP/1.1\r\nHost: radbridge\r\n\r\n"));
            assertThat(peer.receive()).isEqualTo(AAbort.byServiceUser());
        }
        await().until(() -> server.listener.failed.size() == 1);
        assertThat(server.listener.failed)
                .singleElement()
                .isInstanceOf(AbortCause.ProtocolViolation.class);
    }

    @Test
    void dataBeforeAProposalIsAborted() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.send(ScriptedPeer.command(1, ScriptedPeer.echoRq(1)));
            assertThat(peer.receive()).isEqualTo(AAbort.byServiceUser());
        }
    }

    @Test
    void anUnknownPduTypeIsAbortedAsUnrecognized() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.sendBytes(Hex.bytes("09 00 00000004 00000000"));
            assertThat(peer.receive())
                    .isEqualTo(AAbort.byServiceProvider(AbortReason.UNRECOGNIZED_PDU));
        }
        assertViolation(AbortReason.UNRECOGNIZED_PDU);
    }

    @Test
    void aPduOverTheMaximumLengthIsAbortedBeforeItsBodyComes() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.sendBytes(Hex.bytes("04 00 00004001"));
            assertThat(peer.receive())
                    .isEqualTo(AAbort.byServiceProvider(AbortReason.INVALID_PDU_PARAMETER_VALUE));
        }
        assertViolation(AbortReason.INVALID_PDU_PARAMETER_VALUE);
    }

    @Test
    void aSecondProposalIsAbortedAsUnexpected() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(ScriptedPeer.proposal("AGAIN"));
            assertThat(peer.receive())
                    .isEqualTo(AAbort.byServiceProvider(AbortReason.UNEXPECTED_PDU));
        }
        assertViolation(AbortReason.UNEXPECTED_PDU);
    }

    @Test
    void aPdvInAContextThatWasNotAcceptedIsAborted() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(ScriptedPeer.command(99, ScriptedPeer.echoRq(1)));
            assertThat(peer.receive())
                    .isEqualTo(AAbort.byServiceProvider(AbortReason.INVALID_PDU_PARAMETER_VALUE));
        }
        assertViolation(AbortReason.INVALID_PDU_PARAMETER_VALUE);
    }

    @Test
    void aResponseToNothingIsAborted() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(
                    ScriptedPeer.command(
                            1,
                            CommandSet.builder(CommandField.C_ECHO_RQ | CommandField.RESPONSE)
                                    .put(CommandElement.MESSAGE_ID_BEING_RESPONDED_TO, 1)
                                    .put(CommandElement.STATUS, 0)
                                    .build(false)));
            assertThat(peer.receive())
                    .isEqualTo(AAbort.byServiceProvider(AbortReason.UNEXPECTED_PDU_PARAMETER));
        }
    }

    @Test
    void anAbortInTheMiddleOfAnObjectAbortsItsReception() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            beginStore(peer);
            peer.send(AAbort.byServiceUser());
            assertThat(peer.seesClose()).isTrue();
        }
        await().until(() -> server.store.aborted().size() == 1);
        await().until(() -> server.listener.aborted.size() == 1);
        assertThat(server.store.stored()).isEmpty();
        assertThat(server.listener.aborted)
                .containsExactly(new AbortCause.ByPeer(AAbort.byServiceUser()));
    }

    @Test
    void aConnectionLostInTheMiddleOfAnObjectAbortsItsReception() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            beginStore(peer);
        }
        await().until(() -> server.store.aborted().size() == 1);
        await().until(() -> server.listener.aborted.contains(new AbortCause.ConnectionLost()));
        assertThat(server.store.stored()).isEmpty();
    }

    @Test
    void aReleaseInTheMiddleOfAnObjectAbortsItsReceptionAndIsAnswered() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            beginStore(peer);
            peer.send(new AReleaseRq());
            assertThat(peer.receive()).isEqualTo(new AReleaseRp());
        }
        await().until(() -> server.listener.released.size() == 1);
        assertThat(server.store.aborted()).hasSize(1);
    }

    @Test
    void aPeerThatDoesNotCloseAfterReleaseIsClosedWhenArtimExpires() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(new AReleaseRq());
            assertThat(peer.receive()).isEqualTo(new AReleaseRp());
            assertThat(peer.seesClose()).isTrue();
        }
    }

    @Test
    void aProposalAfterTheReleaseIsAnsweredWithAbort() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(new AReleaseRq());
            assertThat(peer.receive()).isEqualTo(new AReleaseRp());
            peer.send(ScriptedPeer.proposal("AGAIN"));
            assertThat(peer.receive()).isInstanceOf(AAbort.class);
        }
    }

    @Test
    void aPeerThatFallsSilentInTheMiddleOfAnObjectIsAborted() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            beginStore(peer);
            assertThat(peer.receive()).isEqualTo(AAbort.byServiceUser());
        }
        await().until(() -> server.listener.aborted.size() == 1);
        assertThat(server.store.aborted()).hasSize(1);
        assertThat(server.listener.aborted).singleElement().isInstanceOf(AbortCause.Local.class);
    }

    @Test
    void anOperationNobodyKnowsIsRefusedAndTheAssociationGoesOn() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(
                    ScriptedPeer.command(
                            1,
                            CommandSet.builder(CommandField.C_FIND_RQ)
                                    .put(CommandElement.MESSAGE_ID, 9)
                                    .build(true)));
            peer.send(ScriptedPeer.data(1, SOME, true));
            CommandSet response = peer.receiveCommand();
            assertThat(response.commandField()).isEqualTo(0x8020);
            assertThat(response.integer(CommandElement.MESSAGE_ID_BEING_RESPONDED_TO)).hasValue(9);
            assertThat(response.status()).contains(DimseStatus.UNRECOGNIZED_OPERATION);
            assertEchoWorks(peer);
        }
    }

    @Test
    void aCancelOfNothingIsPassedOver() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(
                    ScriptedPeer.command(
                            1, CommandSet.builder(CommandField.C_CANCEL_RQ).build(false)));
            assertEchoWorks(peer);
        }
    }

    @Test
    void aSopClassThatIsNotTheContextsIsRefusedAndTheAssociationGoesOn() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(
                    ScriptedPeer.command(
                            ScriptedPeer.CT_CONTEXT,
                            ScriptedPeer.storeRq(1, Uid.MRImageStorage, "1.2.3")));
            peer.send(ScriptedPeer.data(ScriptedPeer.CT_CONTEXT, SOME, true));
            assertThat(peer.receiveStatus()).isEqualTo(DimseStatus.SOP_CLASS_NOT_SUPPORTED);
            assertEchoWorks(peer);
        }
        assertThat(server.store.stored()).isEmpty();
    }

    @Test
    void anInstanceUidThatIsNoneIsRefused() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(
                    ScriptedPeer.command(
                            ScriptedPeer.CT_CONTEXT,
                            ScriptedPeer.storeRq(1, Uid.CTImageStorage, "../../etc/passwd")));
            peer.send(ScriptedPeer.data(ScriptedPeer.CT_CONTEXT, SOME, true));
            assertThat(peer.receiveStatus()).isEqualTo(DimseStatus.INVALID_SOP_INSTANCE);
        }
    }

    @Test
    void aStoreWithoutADataSetIsRefused() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(
                    ScriptedPeer.command(
                            ScriptedPeer.CT_CONTEXT,
                            CommandSet.builder(CommandField.C_STORE_RQ)
                                    .put(CommandElement.MESSAGE_ID, 1)
                                    .build(false)));
            assertThat(peer.receiveStatus().code()).isEqualTo(DimseStatus.MISTYPED_ARGUMENT.code());
        }
    }

    @Test
    void commandAndDataInOnePduAndFragmentsOfOneByteAreTaken() throws Exception {
        Buffer command =
                CommandSetCodec.encode(ScriptedPeer.storeRq(1, Uid.CTImageStorage, "1.2.3"));
        int context = ScriptedPeer.CT_CONTEXT;
        try (ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(
                    new PDataTf(
                            List.of(
                                    new PresentationDataValue(
                                            context, true, false, command.slice(0, 11)),
                                    new PresentationDataValue(
                                            context,
                                            true,
                                            true,
                                            command.slice(11, command.length())),
                                    new PresentationDataValue(
                                            context, false, false, Hex.bytes("01")),
                                    new PresentationDataValue(
                                            context, false, false, Hex.bytes("02")))));
            peer.send(ScriptedPeer.data(context, Buffer.buffer(), true));
            assertThat(peer.receiveStatus()).isEqualTo(DimseStatus.SUCCESS);
        }
        assertThat(server.store.stored().getFirst().dataSet()).isEqualTo(Hex.bytes("0102"));
    }

    private void assertViolation(AbortReason reason) {
        await().until(() -> server.listener.aborted.size() == 1);
        assertThat(server.listener.aborted)
                .singleElement()
                .isInstanceOfSatisfying(
                        AbortCause.ProtocolViolation.class,
                        violation -> assertThat(violation.reason()).isEqualTo(reason));
    }

    private void beginStore(ScriptedPeer peer) throws IOException {
        peer.send(
                ScriptedPeer.command(
                        ScriptedPeer.CT_CONTEXT,
                        ScriptedPeer.storeRq(1, Uid.CTImageStorage, "1.2.3")));
        peer.send(ScriptedPeer.data(ScriptedPeer.CT_CONTEXT, SOME, false));
    }

    private static void assertEchoWorks(ScriptedPeer peer) throws IOException, PduException {
        peer.send(ScriptedPeer.command(ScriptedPeer.ECHO_CONTEXT, ScriptedPeer.echoRq(2)));
        assertThat(peer.receiveStatus()).isEqualTo(DimseStatus.SUCCESS);
    }
}
