package org.radbridge.dicom.image.codec;

/** One way to compress a frame, undone. */
@FunctionalInterface
public interface FrameDecoder {

    /**
     * The frame's samples: row by row from the top left, the samples of a pixel side by side.
     * Colour transforms that belong to the codestream (the RCT and ICT of JPEG 2000) are undone;
     * YCbCr of JPEG stays YCbCr, every pixel with its own chroma. Values are as the codestream has
     * them: a decoder of two's complement gives negative ones, every other one the bits of the
     * cell.
     *
     * @param frame the frame's bytes, padding after its end allowed; not changed
     * @throws ImageException for bytes that are no such frame
     */
    int[] decode(byte[] frame, FrameShape shape);
}
