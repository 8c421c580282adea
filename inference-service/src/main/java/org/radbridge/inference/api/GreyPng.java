package org.radbridge.inference.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes an 8-bit greyscale PNG (ISO/IEC 15948): signature, IHDR, one IDAT, IEND. Written out here
 * because {@code javax.imageio} has no place in a native image.
 */
final class GreyPng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte BIT_DEPTH = 8;
    private static final byte GREYSCALE = 0;

    private GreyPng() {}

    /**
     * @param pixels {@code columns × rows} grey values, row by row from the top left
     */
    static byte[] write(int columns, int rows, byte[] pixels) {
        if (pixels.length != columns * rows) {
            throw new IllegalArgumentException(
                    columns + " × " + rows + " pixels, " + pixels.length + " values");
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk(png, "IHDR", header(columns, rows));
        chunk(png, "IDAT", compressed(filtered(columns, rows, pixels)));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    /** §11.2.2: width, height, depth, colour type, then the only compression, filter, interlace. */
    private static byte[] header(int columns, int rows) {
        return ByteBuffer.allocate(13)
                .putInt(columns)
                .putInt(rows)
                .put(BIT_DEPTH)
                .put(GREYSCALE)
                .array();
    }

    /** §9: each line is preceded by its filter type, here always 0, none. */
    private static byte[] filtered(int columns, int rows, byte[] pixels) {
        byte[] lines = new byte[(columns + 1) * rows];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(pixels, row * columns, lines, row * (columns + 1) + 1, columns);
        }
        return lines;
    }

    private static byte[] compressed(byte[] lines) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(lines);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!deflater.finished()) {
                out.write(part, 0, deflater.deflate(part));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** §5.3: length, type, data, and the CRC of type and data. */
    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        png.writeBytes(
                ByteBuffer.allocate(data.length + 12)
                        .putInt(data.length)
                        .put(name)
                        .put(data)
                        .putInt((int) crc.getValue())
                        .array());
    }
}
