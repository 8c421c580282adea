package org.radbridge.dicom.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Vr;

/**
 * A value, or a fragment, whose bytes are arriving. Memory grows with what arrived, not with what
 * was announced.
 */
final class PendingValue {

    private static final int FIRST_CAPACITY = 64 << 10;

    private final int tag;
    private final Vr vr;
    private final long start;
    private final long length;
    private final @Nullable BulkDataSink sink;
    private byte @Nullable [] bytes;
    private long received;

    private PendingValue(
            int tag,
            Vr vr,
            long start,
            long length,
            @Nullable BulkDataSink sink,
            byte @Nullable [] bytes) {
        this.tag = tag;
        this.vr = vr;
        this.start = start;
        this.length = length;
        this.sink = sink;
        this.bytes = bytes;
    }

    static PendingValue kept(int tag, Vr vr, long start, int length) {
        return new PendingValue(
                tag, vr, start, length, null, new byte[Math.min(length, FIRST_CAPACITY)]);
    }

    static PendingValue passedOn(
            int tag, Vr vr, long start, long length, @Nullable BulkDataSink sink) {
        return new PendingValue(tag, vr, start, length, sink, null);
    }

    int tag() {
        return tag;
    }

    Vr vr() {
        return vr;
    }

    boolean isComplete() {
        return received == length;
    }

    /** The whole value, or null when it was not kept. */
    byte @Nullable [] bytes() {
        return bytes;
    }

    /** Takes what it needs and tells how many bytes those were. */
    int take(ByteBuffer input) {
        int count = (int) Math.min(input.remaining(), length - received);
        byte[] target = bytes;
        if (target != null) {
            target = withRoomFor((int) received + count, target);
            input.get(target, (int) received, count);
            bytes = target;
        } else {
            ByteBuffer slice = input.slice(input.position(), count);
            input.position(input.position() + count);
            if (sink != null) {
                sink.data(slice);
            }
        }
        received += count;
        return count;
    }

    /** The complete value as an element of the data set that it stands in. */
    Element element(Frame.OfDataSet frame) {
        byte[] value = bytes;
        if (value == null) {
            return new SkippedElement(tag, vr, start, length, false);
        }
        if (vr.isText()) {
            return new TextElement(tag, vr, value, frame.characterSet());
        }
        return new BinaryElement(
                tag, vr, frame.encoding().bigEndian() ? ByteOrderSwap.swap(vr, value) : value);
    }

    private byte[] withRoomFor(int size, byte[] current) {
        if (size <= current.length) {
            return current;
        }
        long doubled = Math.max(size, 2L * current.length);
        return Arrays.copyOf(current, (int) Math.min(doubled, length));
    }
}
