package org.radbridge.dicom.fuzz;

import org.radbridge.dicom.image.codec.Codec;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.ImageException;

/**
 * The decoder of JPEG 2000: rows, columns and a third byte for samples per pixel and bits, then the
 * frame.
 */
public final class Jpeg2000Fuzz {

    private Jpeg2000Fuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 3) {
            return;
        }
        FrameShape shape =
                new FrameShape(
                        1 + (input[0] & 0x3F),
                        1 + (input[1] & 0x3F),
                        (input[2] & 1) == 0 ? 1 : 3,
                        (input[2] & 2) == 0 ? 8 : 16);
        byte[] frame = java.util.Arrays.copyOfRange(input, 3, input.length);
        try {
            int[] samples = Codec.JPEG_2000.decode(frame, shape);
            if (samples.length != shape.samples()) {
                throw new AssertionError("another number of samples than the shape has");
            }
        } catch (ImageException refused) {
            // A typed failure is the answer to what is no such frame.
        }
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
