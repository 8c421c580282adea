package org.radbridge.fhirmapper.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The objects of a PDF file and its cross-reference table (ISO 32000-1, section 7.5). Nothing is
 * compressed: the bytes then depend on the content alone, and not on whose deflate wrote them.
 */
final class PdfFile {
    /** The second line tells transfer programs that this is not text. */
    private static final byte[] HEADER = {
        '%',
        'P',
        'D',
        'F',
        '-',
        '1',
        '.',
        '4',
        '\n',
        '%',
        (byte) 0xE2,
        (byte) 0xE3,
        (byte) 0xCF,
        (byte) 0xD3,
        '\n'
    };

    private final List<byte[]> objects = new ArrayList<>();

    /** A number for an object that is written later. */
    int reserve() {
        objects.add(new byte[0]);
        return objects.size();
    }

    /** Writes a reserved object. */
    void put(int number, String object) {
        objects.set(number - 1, ascii(object));
    }

    /** Adds an object; returns its number. */
    int add(String object) {
        int number = reserve();
        put(number, object);
        return number;
    }

    /**
     * Adds a stream; returns its number.
     *
     * @param entries of its dictionary, beside the length
     */
    int stream(String entries, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("<<" + entries + "/Length " + content.length + ">>\nstream\n"));
        out.writeBytes(content);
        out.writeBytes(ascii("\nendstream"));
        objects.add(out.toByteArray());
        return objects.size();
    }

    /** The file. */
    byte[] write(int catalog) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HEADER);
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < objects.size(); i++) {
            table.append("%010d 00000 n \n".formatted(out.size()));
            out.writeBytes(ascii(i + 1 + " 0 obj\n"));
            out.writeBytes(objects.get(i));
            out.writeBytes(ascii("\nendobj\n"));
        }
        String id = id(out.toByteArray());
        int tableAt = out.size();
        out.writeBytes(
                ascii(
                        "xref\n0 %d\n0000000000 65535 f \n".formatted(objects.size() + 1)
                                + table
                                + "trailer\n<</Size %d/Root %d 0 R/ID[<%s><%s>]>>\n"
                                        .formatted(objects.size() + 1, catalog, id, id)
                                + "startxref\n"
                                + tableAt
                                + "\n%%EOF\n"));
        return out.toByteArray();
    }

    /** Of the content, instead of the time as others make it. */
    private static String id(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().withUpperCase().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
