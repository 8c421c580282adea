package org.radbridge.dicom.charset;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text with code extension by ISO 2022 escape sequences (PS3.5 section 6.1.2.5). The state returns
 * to the initial sets at each line end, each value delimiter and, in person names, at each
 * component and group delimiter.
 */
final class CodeExtension {

    private static final byte ESC = 0x1B;

    private final List<Repertoire> sets;
    private final boolean personName;
    private Repertoire lower = Repertoire.ASCII;
    private @Nullable Repertoire upper;

    /**
     * @param sets the sets in the order of (0008,0005), the initial one first
     * @param personName whether {@code ^} and {@code =} are delimiters
     */
    CodeExtension(List<Repertoire> sets, boolean personName) {
        this.sets = sets;
        this.personName = personName;
        reset();
    }

    private void reset() {
        Repertoire initial = sets.getFirst();
        lower = Repertoire.ASCII;
        upper = initial.upperHalf() && initial.width() == 1 ? initial : null;
    }

    String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int position = 0;
        while (position < bytes.length) {
            position = decodeNext(bytes, position, text);
        }
        return text.toString();
    }

    private int decodeNext(byte[] bytes, int position, StringBuilder text) {
        byte current = bytes[position];
        if (current == ESC) {
            return designate(bytes, position + 1, text);
        }
        Repertoire set = current < 0 ? upper : lower;
        boolean control = current >= 0 && current <= 0x20;
        if (control || set == Repertoire.ASCII) {
            text.append((char) current);
            if (isDelimiter(current)) {
                reset();
            }
            return position + 1;
        }
        if (set == null || position + set.width() > bytes.length) {
            text.append('\uFFFD');
            return position + 1;
        }
        text.append(set.decode(bytes, position));
        return position + set.width();
    }

    private int designate(byte[] bytes, int position, StringBuilder text) {
        if (position + 1 < bytes.length && bytes[position] == '(' && bytes[position + 1] == 'J') {
            lower = Repertoire.ASCII; // JIS X 0201 romaji: read as ASCII, since 0x5C still delimits
            // values
            return position + 2;
        }
        Repertoire set = Repertoire.ofEscape(bytes, position).orElse(null);
        if (set == null) {
            text.append('\uFFFD');
            return position;
        }
        if (set.upperHalf()) {
            upper = set;
        } else {
            lower = set;
        }
        return position + set.escape().length;
    }

    private boolean isDelimiter(int character) {
        return switch (character) {
            case '\\', '\n', '\r', '\f' -> true;
            case '^', '=' -> personName;
            default -> false;
        };
    }

    /** Returns the coded text, or null when no set holds one of its characters. */
    byte @Nullable [] encode(String text) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream(text.length() + 16);
        int[] codePoints = text.codePoints().toArray();
        for (int codePoint : codePoints) {
            if (!encodeNext(codePoint, coded)) {
                return null;
            }
        }
        backToAscii(coded);
        return coded.toByteArray();
    }

    private boolean encodeNext(int codePoint, ByteArrayOutputStream coded) {
        if (codePoint < 0x80) {
            backToAscii(coded);
            coded.write(codePoint);
            if (isDelimiter(codePoint)) {
                reset();
            }
            return true;
        }
        if (upper != null && write(upper, codePoint, coded)) {
            return true;
        }
        if (lower != Repertoire.ASCII && write(lower, codePoint, coded)) {
            return true;
        }
        for (Repertoire set : sets) {
            if (set != Repertoire.ASCII && set.encode(codePoint) != null) {
                switchTo(set, coded);
                return write(set, codePoint, coded);
            }
        }
        return false;
    }

    private void backToAscii(ByteArrayOutputStream coded) {
        if (lower != Repertoire.ASCII) {
            switchTo(Repertoire.ASCII, coded);
        }
    }

    private void switchTo(Repertoire set, ByteArrayOutputStream coded) {
        coded.write(ESC);
        coded.writeBytes(set.escape());
        if (set.upperHalf()) {
            upper = set;
        } else {
            lower = set;
        }
    }

    private static boolean write(Repertoire set, int codePoint, ByteArrayOutputStream coded) {
        byte[] bytes = set.encode(codePoint);
        if (bytes == null) {
            return false;
        }
        coded.writeBytes(bytes);
        return true;
    }
}
