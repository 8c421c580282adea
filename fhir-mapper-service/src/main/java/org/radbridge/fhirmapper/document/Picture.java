package org.radbridge.fhirmapper.document;

import java.nio.ByteBuffer;

/**
 * A picture as a baseline JPEG file in colour, as our own encoder writes it.
 *
 * @param jpeg the file; not to be changed
 */
public record Picture(byte[] jpeg) {
    private static final int START_OF_IMAGE = 0xFFD8;
    private static final int START_OF_FRAME_BASELINE = 0xFFC0;
    private static final int START_OF_SCAN = 0xFFDA;

    /** In pixels. */
    record Size(int width, int height) {}

    /**
     * From the frame header (ITU-T T.81, section B.2.2).
     *
     * @throws IllegalArgumentException when this is no such file
     */
    Size size() {
        ByteBuffer file = ByteBuffer.wrap(jpeg);
        if (file.remaining() < 2 || Short.toUnsignedInt(file.getShort()) != START_OF_IMAGE) {
            throw new IllegalArgumentException("no JPEG file");
        }
        while (file.remaining() > 4) {
            int marker = Short.toUnsignedInt(file.getShort());
            int length = Short.toUnsignedInt(file.getShort());
            if (marker == START_OF_SCAN || length < 2 || length - 2 > file.remaining()) {
                break;
            }
            if (marker == START_OF_FRAME_BASELINE && length > 8) {
                int at = file.position();
                if (file.get(at + 5) != 3) {
                    throw new IllegalArgumentException("a JPEG file without colour");
                }
                return new Size(
                        Short.toUnsignedInt(file.getShort(at + 3)),
                        Short.toUnsignedInt(file.getShort(at + 1)));
            }
            file.position(file.position() + length - 2);
        }
        throw new IllegalArgumentException("no baseline JPEG file");
    }
}
