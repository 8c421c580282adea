package org.radbridge.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.ingest.receive.Chunks.Chunk;

@Tag("A1")
class ChunksTest {
    private static final int MEBIBYTE = 1 << 20;

    private final Random random = new Random(7);
    private final ChunkBuffers buffers = new ChunkBuffers(Chunks.ROOM);

    @Test
    void everyByteIsInOneChunkInItsPlaceWhateverThePieces() {
        Buffer prefix = bytes(350);
        Buffer sent = Buffer.buffer();
        Chunks chunks = new Chunks(prefix, buffers);
        List<Chunk> taken = new ArrayList<>();
        while (sent.length() < 3 * MEBIBYTE) {
            Buffer piece = bytes(random.nextInt(70_000));
            chunks.add(piece);
            sent.appendBuffer(piece);
            if (chunks.isFull()) {
                taken.add(chunks.take());
            }
        }
        taken.add(chunks.take());

        assertThat(joined(taken.stream().map(Chunk::content).toList())).isEqualTo(sent);
        assertThat(joined(taken.stream().map(Chunk::bytes).toList()))
                .isEqualTo(prefix.copy().appendBuffer(sent));
    }

    @Test
    void whatIsGatheredLaterDoesNotTouchAChunkThatIsBeingWorkedOn() {
        Chunks chunks = new Chunks(Buffer.buffer(), buffers);
        Buffer first = bytes(MEBIBYTE);
        chunks.add(first);
        Chunk worked = chunks.take();

        chunks.add(bytes(MEBIBYTE));
        chunks.take();

        assertThat(joined(List.of(worked.content()))).isEqualTo(first);
    }

    @Test
    void aBufferIsUsedAgainOnceItsChunkWasGivenBack() {
        Chunks chunks = new Chunks(Buffer.buffer(), buffers);
        chunks.add(bytes(250_000));
        Chunk worked = chunks.take();
        chunks.add(bytes(250_000));
        Chunk beside = chunks.take();
        buffers.giveBack(worked.bytes());

        Buffer third = bytes(200_000);
        chunks.add(third);
        Chunk last = chunks.take();

        assertThat(beside.bytes().array()).isNotSameAs(worked.bytes().array());
        assertThat(last.bytes().array()).isSameAs(worked.bytes().array());
        assertThat(joined(List.of(last.bytes()))).isEqualTo(third);
    }

    @Test
    void nothingSentIsAnEmptyChunk() {
        Chunks chunks = new Chunks(Buffer.buffer(), buffers);

        assertThat(chunks.isFull()).isFalse();
        assertThat(chunks.take().bytes().hasRemaining()).isFalse();
    }

    private Buffer bytes(int length) {
        byte[] drawn = new byte[length];
        random.nextBytes(drawn);
        return Buffer.buffer(drawn);
    }

    private static Buffer joined(List<ByteBuffer> parts) {
        Buffer joined = Buffer.buffer();
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[part.remaining()];
            part.duplicate().get(bytes);
            joined.appendBytes(bytes);
        }
        return joined;
    }
}
