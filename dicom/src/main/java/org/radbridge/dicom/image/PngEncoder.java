package org.radbridge.dicom.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** PNG (ISO/IEC 15948): eight bits a channel, each row as its difference from the one above. */
public final class PngEncoder {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte GREY = 0;
    private static final byte TRUECOLOUR = 2;
    private static final byte FILTER_UP = 2;

    private PngEncoder() {}

    /** The frame as a PNG file. */
    public static byte[] encode(RenderedFrame frame) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        byte[] header =
                ByteBuffer.allocate(13)
                        .putInt(frame.width())
                        .putInt(frame.height())
                        .put((byte) 8)
                        .put(frame.channels() == 1 ? GREY : TRUECOLOUR)
                        .array();
        chunk(png, "IHDR", header, header.length);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(filtered(frame));
            deflater.finish();
            byte[] block = new byte[1 << 16];
            while (!deflater.finished()) {
                chunk(png, "IDAT", block, deflater.deflate(block));
            }
        } finally {
            deflater.end();
        }
        chunk(png, "IEND", new byte[0], 0);
        return png.toByteArray();
    }

    private static byte[] filtered(RenderedFrame frame) {
        int stride = frame.width() * frame.channels();
        byte[] pixels = frame.bytes();
        byte[] rows = new byte[frame.height() * (stride + 1)];
        int to = 0;
        for (int row = 0; row < frame.height(); row++) {
            rows[to++] = FILTER_UP;
            int from = row * stride;
            for (int i = 0; i < stride; i++) {
                int above = row == 0 ? 0 : pixels[from - stride + i];
                rows[to++] = (byte) (pixels[from + i] - above);
            }
        }
        return rows;
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data, int length) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data, 0, length);
        png.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        png.writeBytes(name);
        png.write(data, 0, length);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
