package org.radbridge.dicom.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.pdu.GoldenPdus.Golden;

@Tag("A1")
@Tag("A2")
class PduReaderTest {

    private static final List<Pdu> GOLDEN = GoldenPdus.ALL.stream().map(Golden::pdu).toList();

    private final PduReader reader = new PduReader(PduLimits.ofData(16384));

    @Test
    void bytesThatArriveOneByOneSayTheSame() throws PduException {
        List<Pdu> pdus = new ArrayList<>();
        for (byte single : stream().getBytes()) {
            reader.feed(Buffer.buffer(new byte[] {single}));
            pdus.addAll(drain());
        }

        assertThat(said(pdus)).isEqualTo(said(GOLDEN));
        assertThat(reader.bufferedBytes()).isZero();
        assertThat(reader.isBetweenPdus()).isTrue();
    }

    @Test
    void oneChunkBecomesAllPdus() throws PduException {
        reader.feed(stream());

        assertThat(said(drain())).isEqualTo(said(GOLDEN));
    }

    @Test
    void chunksCutAnywhereSayTheSame() throws PduException {
        Random random = new Random(98);
        for (int round = 0; round < 500; round++) {
            Buffer all = stream();
            List<Pdu> pdus = new ArrayList<>();
            for (int start = 0; start < all.length(); ) {
                int end = Math.min(all.length(), start + 1 + random.nextInt(200));
                reader.feed(all.getBuffer(start, end));
                if (random.nextBoolean()) {
                    pdus.addAll(drain());
                }
                start = end;
            }
            pdus.addAll(drain());
            assertThat(said(pdus)).isEqualTo(said(GOLDEN));
        }
    }

    @Test
    void aPduCutOffAnywhereIsNotWholeYet() throws PduException {
        Buffer pdu = GoldenPdus.ASSOCIATE_RQ.bytes();
        for (int length = 0; length < pdu.length(); length++) {
            PduReader fresh = new PduReader(PduLimits.ofData(16384));
            fresh.feed(pdu.getBuffer(0, length));
            assertThat(fresh.next()).isEmpty();
        }
    }

    @Test
    void dataIsGivenAsItComesAndIsLastOnlyAtItsEnd() throws PduException {
        reader.feed(Hex.bytes("04 00 0000000C 00000008 01 02 0A0B"));
        assertThat(drain())
                .containsExactly(
                        PDataTf.of(new PresentationDataValue(1, false, false, Hex.bytes("0A0B"))));
        assertThat(reader.isBetweenPdus()).isFalse();

        reader.feed(Hex.bytes("0C0D0E0F"));
        assertThat(drain())
                .containsExactly(
                        PDataTf.of(
                                new PresentationDataValue(1, false, true, Hex.bytes("0C0D0E0F"))));
        assertThat(reader.isBetweenPdus()).isTrue();
    }

    @Test
    void anEmptyLastFragmentIsGiven() throws PduException {
        reader.feed(Hex.bytes("04 00 00000006 00000002 01 02"));

        assertThat(drain())
                .containsExactly(
                        PDataTf.of(new PresentationDataValue(1, false, true, Buffer.buffer())));
    }

    @Test
    void dataBeyondTheMaximumLengthIsRefusedByItsHeaderAlone() {
        reader.feed(Hex.bytes("04 00 00004001"));

        assertRefused(AbortReason.INVALID_PDU_PARAMETER_VALUE);
    }

    @Test
    void dataOfExactlyTheMaximumLengthIsTaken() throws PduException {
        reader.feed(Hex.bytes("04 00 00004000 00003FFC 01 00"));
        reader.feed(Buffer.buffer(new byte[16378]));

        assertThat(drain())
                .containsExactly(
                        PDataTf.of(
                                new PresentationDataValue(
                                        1, false, false, Buffer.buffer(new byte[16378]))));
        assertThat(reader.isBetweenPdus()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 00 00000000",
                "04 00 00000005 00000001 01",
                "04 00 00000006 00000001 01 02",
                "04 00 00000006 00000003 01 02 00",
                "04 00 00000007 00000002 01 02 00 00 00 00 00"
            })
    void dataWhoseItemsDoNotFitIsRefused(String bytes) {
        reader.feed(Hex.bytes(bytes));

        assertRefused(AbortReason.INVALID_PDU_PARAMETER_VALUE);
    }

    @Test
    void aLengthOfFourGibibytesIsRefused() {
        reader.feed(Hex.bytes("01 00 FFFFFFFF"));

        assertRefused(AbortReason.INVALID_PDU_PARAMETER_VALUE);
    }

    @Test
    void anUnknownTypeIsAnUnrecognizedPdu() {
        reader.feed(Hex.bytes("08 00 00000004"));

        assertRefused(AbortReason.UNRECOGNIZED_PDU);
    }

    @Test
    void aReleaseOfAnotherLengthIsRefused() {
        reader.feed(Hex.bytes("05 00 00000005"));

        assertRefused(AbortReason.INVALID_PDU_PARAMETER_VALUE);
    }

    @Test
    void whatIsNotDicomIsRefusedAtOnce() {
        reader.feed(Buffer.buffer("GET / HTTP/1.1\r\n"));

        assertRefused(AbortReason.UNRECOGNIZED_PDU);
    }

    private void assertRefused(AbortReason reason) {
        assertThatThrownBy(this::drain)
                .isInstanceOfSatisfying(
                        PduException.class,
                        refused -> assertThat(refused.abortReason()).isEqualTo(reason));
    }

    private List<Pdu> drain() throws PduException {
        List<Pdu> pdus = new ArrayList<>();
        for (Optional<Pdu> pdu = reader.next(); pdu.isPresent(); pdu = reader.next()) {
            pdus.add(pdu.get());
        }
        return pdus;
    }

    /**
     * The same PDUs with the pieces of each fragment joined, and at the end what is not complete.
     */
    private static List<Object> said(List<Pdu> pdus) {
        List<Object> said = new ArrayList<>();
        Buffer fragment = Buffer.buffer();
        for (Pdu pdu : pdus) {
            if (!(pdu instanceof PDataTf data)) {
                said.add(pdu);
                continue;
            }
            for (PresentationDataValue value : data.presentationDataValues()) {
                fragment.appendBuffer(value.fragment());
                if (value.last()) {
                    said.add(
                            new PresentationDataValue(
                                    value.presentationContextId(),
                                    value.command(),
                                    true,
                                    fragment));
                    fragment = Buffer.buffer();
                }
            }
        }
        said.add(fragment);
        return said;
    }

    private static Buffer stream() {
        Buffer all = Buffer.buffer();
        GoldenPdus.ALL.forEach(golden -> all.appendBuffer(golden.bytes()));
        return all;
    }
}
