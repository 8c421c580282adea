package org.radbridge.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.pdu.Hex;
import org.radbridge.dicom.pdu.PDataTf;
import org.radbridge.dicom.pdu.Pdu;
import org.radbridge.dicom.pdu.PduEncoder;
import org.radbridge.dicom.pdu.PduException;
import org.radbridge.dicom.pdu.PresentationDataValue;

@Tag("A2")
class MessageFragmentationTest {

    private static final CommandSet STORE =
            CommandSet.builder(CommandField.C_STORE_RQ)
                    .put(CommandElement.AFFECTED_SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
                    .put(CommandElement.MESSAGE_ID, 1)
                    .build(true);

    private final List<PDataTf> sent = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {0, 16, 17, 64, 4096, 16384, 131072})
    void whatIsCutIsPutTogetherAgainWhateverTheMaximumLength(long maximumLength)
            throws PduException {
        Random random = new Random(maximumLength);
        byte[] dataSet = new byte[100_002];
        random.nextBytes(dataSet);
        MessageFragmenter fragmenter = new MessageFragmenter(5, maximumLength, sent::add);
        fragmenter.command(STORE);
        for (int start = 0; start < dataSet.length; ) {
            int end = Math.min(dataSet.length, start + random.nextInt(20_000));
            fragmenter.data(Buffer.buffer(dataSet).slice(start, end));
            start = end;
        }
        fragmenter.end();

        assertThat(assemble()).isEqualTo(Buffer.buffer(dataSet));
        if (maximumLength > 0) {
            assertThat(sent)
                    .allSatisfy(pdu ->
                            assertThat(PduEncoder.encode(pdu).length() - Pdu.HEADER_LENGTH)
                                    .isLessThanOrEqualTo((int) maximumLength));
        }
        assertThat(sent)
                .allSatisfy(pdu ->
                        assertThat(value(pdu).fragment().length() % 2)
                                .as("fragments are of even length")
                                .isZero());
        assertThat(value(sent.getLast()).last()).isTrue();
    }

    @Test
    void aDataSetThatFillsItsPdusExactlyHasNoEmptyFragment() throws PduException {
        MessageFragmenter fragmenter = new MessageFragmenter(1, 106, sent::add);
        fragmenter.command(STORE);
        fragmenter.data(Buffer.buffer(new byte[100]));
        fragmenter.data(Buffer.buffer(new byte[100]));
        fragmenter.end();

        assertThat(assemble().length()).isEqualTo(200);
        assertThat(sent).noneMatch(pdu -> value(pdu).fragment().length() == 0);
    }

    @Test
    void dataBeforeACommandIsUnexpected() {
        assertRefused(new MessageAssembler(), data(1, true));
    }

    @Test
    void aCommandWithinADataSetIsUnexpected() throws PduException {
        MessageAssembler assembler = begun();

        assertRefused(assembler, command(1, STORE));
    }

    @Test
    void fragmentsOfTwoContextsMayNotMix() throws PduException {
        MessageAssembler assembler = begun();

        assertRefused(assembler, data(3, true));
    }

    @Test
    void aCommandThatNeverEndsIsRefusedAtItsLimit() throws PduException {
        MessageAssembler assembler = new MessageAssembler();
        PresentationDataValue more =
                new PresentationDataValue(1, true, false, Buffer.buffer(new byte[16_384]));
        for (int i = 0; i < 4; i++) {
            assertThat(assembler.accept(more)).isEqualTo(new MessagePart.Incomplete());
        }

        assertRefused(assembler, more);
    }

    @Test
    void bytesThatAreNoCommandAreRefused() {
        assertRefused(
                new MessageAssembler(),
                new PresentationDataValue(1, true, true, Hex.bytes("DEADBEEF")));
    }

    private static MessageAssembler begun() throws PduException {
        MessageAssembler assembler = new MessageAssembler();
        assembler.accept(command(1, STORE));
        assembler.accept(data(1, false));
        assertThat(assembler.isWithinMessage()).isTrue();
        return assembler;
    }

    private static void assertRefused(MessageAssembler assembler, PresentationDataValue value) {
        assertThatThrownBy(() -> assembler.accept(value)).isInstanceOf(PduException.class);
    }

    private static PresentationDataValue command(int contextId, CommandSet command) {
        return new PresentationDataValue(contextId, true, true, CommandSetCodec.encode(command));
    }

    private static PresentationDataValue data(int contextId, boolean last) {
        return new PresentationDataValue(contextId, false, last, Hex.bytes("0102"));
    }

    private Buffer assemble() throws PduException {
        MessageAssembler assembler = new MessageAssembler();
        Buffer dataSet = Buffer.buffer();
        for (PDataTf pdu : sent) {
            switch (assembler.accept(value(pdu))) {
                case MessagePart.Incomplete() -> assertThat(value(pdu).command()).isTrue();
                case MessagePart.Command(int contextId, CommandSet command) -> {
                    assertThat(contextId).isEqualTo(value(pdu).presentationContextId());
                    assertThat(command).isEqualTo(STORE);
                }
                case MessagePart.DataFragment(Buffer bytes, boolean last) -> {
                    dataSet.appendBuffer(bytes);
                    assertThat(last).isEqualTo(pdu == sent.getLast());
                }
            }
        }
        assertThat(assembler.isWithinMessage()).isFalse();
        return dataSet;
    }

    private static PresentationDataValue value(PDataTf pdu) {
        return pdu.presentationDataValues().getFirst();
    }
}
