package org.radbridge.ingest.wado;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.io.Part10Reader;

/** Frames of an object as bytes. All of it takes processor time: call it on a worker. */
final class FrameBytes {
    private FrameBytes() {}

    /** The next frames' codestreams, as they are kept. */
    static Batch<Buffer> kept(byte[] file, List<Integer> numbers, int done) {
        return some(Image.of(Part10Reader.read(file)), numbers, done, false);
    }

    /** The next frames' cells in little endian, decoded where they are compressed. */
    static Batch<Buffer> cells(byte[] file, List<Integer> numbers, int done) {
        return some(Image.of(Part10Reader.read(file)), numbers, done, true);
    }

    private static Batch<Buffer> some(
            Image image, List<Integer> numbers, int done, boolean decoded) {
        IntFunction<byte[]> bytes =
                decoded && image.transferSyntax().encapsulated()
                        ? index -> image.frame(index).cells()
                        : image::encoded;
        List<Buffer> frames = new ArrayList<>();
        int next = done;
        for (int size = 0; next < numbers.size() && size < Batch.BYTES; next++) {
            Buffer frame = Buffer.buffer(bytes.apply(numbers.get(next) - 1));
            size += frame.length();
            frames.add(frame);
        }
        return new Batch<>(frames, next, next == numbers.size());
    }

    /** What a client is told of frames that cannot be had in the form that it wants. */
    static Throwable refused(ImageException failure) {
        return failure.kind() == ImageException.Kind.NO_SUCH_FRAME
                ? Reading.nothing()
                : Reading.notAcceptable(
                        "transfer-syntax=* only: its frames cannot be told apart or decoded, "
                                + failure.kind());
    }
}
