package org.radbridge.dicom.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.radbridge.dicom.image.codec.Codec;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.ImageException;

/**
 * A frame as the targets of the codecs take it: rows, columns and a third byte for samples per
 * pixel and bits, then its bytes.
 */
final class EncodedFrame {

    /** A frame of 64 by 64 pixels and its tables need a tenth of it. */
    private static final long MOST_BYTES = 16 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private EncodedFrame() {}

    /** Decodes an input: its samples, or a typed failure, in bounded memory. */
    static void decode(Codec codec, byte[] input) {
        if (input.length < 3) {
            return;
        }
        FrameShape shape =
                new FrameShape(
                        1 + (input[0] & 0x3F),
                        1 + (input[1] & 0x3F),
                        (input[2] & 1) == 0 ? 1 : 3,
                        (input[2] & 2) == 0 ? 8 : 16);
        byte[] frame = Arrays.copyOfRange(input, 3, input.length);
        // the first time counts what loading classes takes; no input needs it twice
        if (allocated(codec, frame, shape) > MOST_BYTES
                && allocated(codec, frame, shape) > MOST_BYTES) {
            throw new AssertionError("more memory than the shape accounts for");
        }
    }

    private static long allocated(Codec codec, byte[] frame, FrameShape shape) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            int[] samples = codec.decode(frame, shape);
            if (samples.length != shape.samples()) {
                throw new AssertionError("another number of samples than the shape has");
            }
        } catch (ImageException refused) {
            // A typed failure is the answer to what is no such frame.
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** An input for a frame of that shape. */
    static byte[] input(FrameShape shape, byte[] frame) {
        byte[] input = new byte[3 + frame.length];
        input[0] = (byte) (shape.rows() - 1);
        input[1] = (byte) (shape.columns() - 1);
        int colour = shape.samplesPerPixel() == 3 ? 1 : 0;
        input[2] = (byte) (colour | (shape.bitsAllocated() == 16 ? 2 : 0));
        System.arraycopy(frame, 0, input, 3, frame.length);
        return input;
    }
}
