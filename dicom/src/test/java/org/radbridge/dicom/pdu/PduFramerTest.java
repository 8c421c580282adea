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
import org.radbridge.dicom.pdu.GoldenPdus.Golden;

@Tag("A1")
@Tag("A2")
class PduFramerTest {

    private final PduFramer framer = new PduFramer(PduLimits.ofData(16384));

    @Test
    void bytesThatArriveOneByOneBecomeTheSamePdus() throws PduException {
        List<Buffer> pdus = new ArrayList<>();
        for (byte single : stream().getBytes()) {
            framer.feed(Buffer.buffer(new byte[] {single}));
            framer.next().ifPresent(pdus::add);
        }

        assertThat(pdus).isEqualTo(GoldenPdus.ALL.stream().map(Golden::bytes).toList());
        assertThat(framer.bufferedBytes()).isZero();
    }

    @Test
    void oneChunkBecomesAllPdus() throws PduException {
        framer.feed(stream());

        assertThat(drain()).isEqualTo(GoldenPdus.ALL.stream().map(Golden::bytes).toList());
    }

    @Test
    void chunksCutAnywhereBecomeTheSamePdus() throws PduException {
        Random random = new Random(98);
        for (int round = 0; round < 500; round++) {
            Buffer all = stream();
            List<Buffer> pdus = new ArrayList<>();
            for (int start = 0; start < all.length(); ) {
                int end = Math.min(all.length(), start + 1 + random.nextInt(200));
                framer.feed(all.getBuffer(start, end));
                if (random.nextBoolean()) {
                    pdus.addAll(drain());
                }
                start = end;
            }
            pdus.addAll(drain());
            assertThat(pdus).isEqualTo(GoldenPdus.ALL.stream().map(Golden::bytes).toList());
        }
    }

    @Test
    void aPduCutOffAnywhereIsNotWholeYet() throws PduException {
        Buffer pdu = GoldenPdus.ASSOCIATE_RQ.bytes();
        for (int length = 0; length < pdu.length(); length++) {
            PduFramer fresh = new PduFramer(PduLimits.ofData(16384));
            fresh.feed(pdu.getBuffer(0, length));
            assertThat(fresh.next()).isEmpty();
        }
    }

    @Test
    void dataBeyondTheMaximumLengthIsRefusedByItsHeaderAlone() {
        framer.feed(Hex.bytes("04 00 00004001"));

        assertRefused(AbortReason.INVALID_PDU_PARAMETER_VALUE);
    }

    @Test
    void dataOfExactlyTheMaximumLengthIsTaken() throws PduException {
        framer.feed(Hex.bytes("04 00 00004000"));
        framer.feed(Buffer.buffer(new byte[16384]));

        assertThat(framer.next()).map(Buffer::length).contains(16384 + 6);
    }

    @Test
    void aLengthOfFourGibibytesIsRefused() {
        framer.feed(Hex.bytes("01 00 FFFFFFFF"));

        assertRefused(AbortReason.INVALID_PDU_PARAMETER_VALUE);
    }

    @Test
    void anUnknownTypeIsAnUnrecognizedPdu() {
        framer.feed(Hex.bytes("08 00 00000004"));

        assertRefused(AbortReason.UNRECOGNIZED_PDU);
    }

    @Test
    void aReleaseOfAnotherLengthIsRefused() {
        framer.feed(Hex.bytes("05 00 00000005"));

        assertRefused(AbortReason.INVALID_PDU_PARAMETER_VALUE);
    }

    @Test
    void whatIsNotDicomIsRefusedAtOnce() {
        framer.feed(Buffer.buffer("GET / HTTP/1.1\r\n"));

        assertRefused(AbortReason.UNRECOGNIZED_PDU);
    }

    private void assertRefused(AbortReason reason) {
        assertThatThrownBy(framer::next)
                .isInstanceOfSatisfying(
                        PduException.class,
                        refused -> assertThat(refused.abortReason()).isEqualTo(reason));
    }

    private List<Buffer> drain() throws PduException {
        List<Buffer> pdus = new ArrayList<>();
        Optional<Buffer> pdu = framer.next();
        while (pdu.isPresent()) {
            pdus.add(pdu.get());
            pdu = framer.next();
        }
        return pdus;
    }

    private static Buffer stream() {
        Buffer all = Buffer.buffer();
        GoldenPdus.ALL.forEach(golden -> all.appendBuffer(golden.bytes()));
        return all;
    }
}
