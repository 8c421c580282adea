package org.radbridge.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.pdu.Hex;

@Tag("A1")
@Tag("A2")
class CommandSetCodecTest {

    /** A C-STORE-RQ by hand, PS3.7 §9.3.1.1, Implicit VR Little Endian. */
    private static final Buffer STORE_RQ =
            Hex.bytes(
                    """
                    0000 0000 04000000 64000000            # group length 100
                    0000 0200 1A000000                     # affected SOP class UID, 26 bytes
                       '1.2.840.10008.5.1.4.1.1.2' 00
                    0000 0001 02000000 0100                # command field: C-STORE-RQ
                    0000 1001 02000000 0700                # message id 7
                    0000 0007 02000000 0100                # priority high
                    0000 0008 02000000 0000                # a data set follows
                    0000 0010 06000000 '1.2.3' 00          # affected SOP instance UID
                    0000 3010 04000000 'PACS'              # move originator AE title
                    """);

    private static final CommandSet COMMAND =
            CommandSet.builder(CommandField.C_STORE_RQ)
                    .put(CommandElement.AFFECTED_SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
                    .put(CommandElement.MESSAGE_ID, 7)
                    .put(CommandElement.PRIORITY, 1)
                    .put(CommandElement.AFFECTED_SOP_INSTANCE_UID, "1.2.3")
                    .put(CommandElement.MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE, "PACS")
                    .build(true);

    @Test
    void handWrittenBytesAreDecoded() {
        assertThat(CommandSetCodec.decode(STORE_RQ)).isEqualTo(COMMAND);
    }

    @Test
    void theCommandIsEncodedToTheHandWrittenBytes() {
        assertThat(CommandSetCodec.encode(COMMAND)).isEqualTo(STORE_RQ);
    }

    @Test
    void elementsThatAreNotKnownArePassedOver() {
        Buffer bytes = STORE_RQ.copy().appendBuffer(Hex.bytes("0000 0051 02000000 0100"));

        assertThat(CommandSetCodec.decode(bytes)).isEqualTo(COMMAND);
    }

    @Test
    void anElementOfAnotherGroupIsRefused() {
        Buffer bytes = STORE_RQ.copy().appendBuffer(Hex.bytes("0800 1600 02000000 0100"));

        assertThatThrownBy(() -> CommandSetCodec.decode(bytes)).isInstanceOf(DimseException.class);
    }

    @Test
    void aCommandCutOffAnywhereIsRefusedOrMeansLess() {
        for (int length = 0; length < STORE_RQ.length(); length++) {
            assertDecodesOrIsRefused(STORE_RQ.getBuffer(0, length));
        }
    }

    @Test
    void tenThousandMutationsAreDecodedOrRefused() {
        Random random = new Random(37);
        for (int i = 0; i < 10_000; i++) {
            Buffer mutated = STORE_RQ.copy();
            mutated.setByte(random.nextInt(mutated.length()), (byte) random.nextInt(256));
            mutated.setByte(random.nextInt(mutated.length()), (byte) random.nextInt(256));
            assertDecodesOrIsRefused(mutated);
        }
    }

    @Test
    void aResponseTellsItsStatusAndComment() {
        CommandSet response =
                CommandSet.builder(CommandField.C_STORE_RQ | CommandField.RESPONSE)
                        .put(CommandElement.STATUS, 0xA700)
                        .put(CommandElement.ERROR_COMMENT, "disk full")
                        .build(false);

        assertThat(response.status())
                .contains(DimseStatus.OUT_OF_RESOURCES.withComment("disk full"));
        assertThat(response.hasDataSet()).isFalse();
    }

    private static void assertDecodesOrIsRefused(Buffer bytes) {
        Throwable failure =
                catchThrowable(() -> {
                    CommandSet command = CommandSetCodec.decode(bytes);
                    command.messageId();
                    command.status();
                    command.string(CommandElement.AFFECTED_SOP_CLASS_UID);
                });
        if (failure != null) {
            assertThat(failure).isInstanceOf(DimseException.class);
        }
    }
}
