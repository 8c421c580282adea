package org.radbridge.fhirmapper.hl7v2.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("F1")
class MllpDecoderTest {
    private static final String MESSAGE = "MSH|^~\\&|A|B\rPID|1\r";

    @Test
    void aFrameIsFoundWhereverTheStreamIsCut() {
        Buffer stream =
                Buffer.buffer()
                        .appendString("noise\r\n")
                        .appendBuffer(frame(MESSAGE))
                        .appendBuffer(frame("second"));
        for (int cut = 0; cut <= stream.length(); cut++) {
            MllpDecoder decoder = new MllpDecoder(100);
            List<byte[]> found = new ArrayList<>(decoder.read(stream.getBuffer(0, cut)));
            found.addAll(decoder.read(stream.getBuffer(cut, stream.length())));
            assertThat(found).extracting(MllpDecoderTest::text).containsExactly(MESSAGE, "second");
            assertThat(decoder.isInside()).isFalse();
            assertThat(decoder.dropped()).isZero();
        }
    }

    @Test
    void aStreamThatEndsAnywhereGivesWholeMessagesOnly() {
        Buffer stream = frame(MESSAGE);
        for (int end = 0; end < stream.length() - 1; end++) {
            MllpDecoder decoder = new MllpDecoder(100);
            List<byte[]> found = decoder.read(stream.getBuffer(0, end));
            assertThat(found).as("up to byte " + end).isEmpty();
            assertThat(decoder.isInside()).isEqualTo(end > 0);
        }
    }

    @Test
    void bytesInAnyPortionsGiveTheSameMessages() {
        Random random = new Random(11);
        Buffer stream = Buffer.buffer();
        for (int i = 0; i < 50; i++) {
            stream.appendBuffer(frame("message " + i));
        }
        MllpDecoder decoder = new MllpDecoder(100);
        List<byte[]> found = new ArrayList<>();
        int at = 0;
        while (at < stream.length()) {
            int end = Math.min(stream.length(), at + 1 + random.nextInt(17));
            found.addAll(decoder.read(stream.getBuffer(at, end)));
            at = end;
        }
        assertThat(found).hasSize(50).extracting(MllpDecoderTest::text).startsWith("message 0");
    }

    @Test
    void halfAMessageIsDroppedAndCountedWhenAnotherBegins() {
        MllpDecoder decoder = new MllpDecoder(100);
        Buffer half = frame(MESSAGE).getBuffer(0, 9);
        List<byte[]> found = decoder.read(half.appendBuffer(frame(MESSAGE)));
        assertThat(found).extracting(MllpDecoderTest::text).containsExactly(MESSAGE);
        assertThat(decoder.dropped()).isEqualTo(1);
    }

    @Test
    void aMessageLongerThanItMayBeIsRefusedBeforeItIsKept() {
        MllpDecoder decoder = new MllpDecoder(10);
        decoder.read(frame("0123456789"));
        decoder.read(Buffer.buffer(new byte[] {MllpFrame.START}).appendString("0123456789"));
        assertThatThrownBy(() -> decoder.read(Buffer.buffer("x")))
                .isInstanceOf(MllpDecoder.FrameTooLongException.class);
    }

    private static Buffer frame(String content) {
        return MllpFrame.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
