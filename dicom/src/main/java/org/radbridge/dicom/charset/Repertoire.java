package org.radbridge.dicom.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One coded character set that a defined term of (0008,0005) names (PS3.3 tables C.12-2 to C.12-5):
 * the number in its term, the code element (G0 or G1) that its escape sequence fills, and its width
 * in bytes.
 */
enum Repertoire {
    ASCII("6", false, 1, "(B", () -> StandardCharsets.US_ASCII),
    LATIN_1("100", true, 1, "-A", () -> StandardCharsets.ISO_8859_1),
    LATIN_2("101", true, 1, "-B", () -> Charset.forName("ISO-8859-2")),
    LATIN_3("109", true, 1, "-C", () -> Charset.forName("ISO-8859-3")),
    LATIN_4("110", true, 1, "-D", () -> Charset.forName("ISO-8859-4")),
    CYRILLIC("144", true, 1, "-L", () -> Charset.forName("ISO-8859-5")),
    ARABIC("127", true, 1, "-G", () -> Charset.forName("ISO-8859-6")),
    GREEK("126", true, 1, "-F", () -> Charset.forName("ISO-8859-7")),
    HEBREW("138", true, 1, "-H", () -> Charset.forName("ISO-8859-8")),
    LATIN_5("148", true, 1, "-M", () -> Charset.forName("ISO-8859-9")),
    LATIN_9("203", true, 1, "-b", () -> Charset.forName("ISO-8859-15")),
    THAI("166", true, 1, "-T", () -> Charset.forName("TIS-620")),
    KATAKANA("13", true, 1, ")I", () -> Charset.forName("JIS_X0201")),
    KANJI("87", false, 2, "$B", () -> Charset.forName("EUC-JP")),
    SUPPLEMENTARY_KANJI("159", false, 2, "$(D", () -> Charset.forName("EUC-JP")),
    KOREAN("149", true, 2, "$)C", () -> Charset.forName("EUC-KR")),
    SIMPLIFIED_CHINESE("58", true, 2, "$)A", () -> Charset.forName("GB2312"));

    /** Set before a JIS X 0212 pair in EUC-JP. */
    private static final byte SINGLE_SHIFT_3 = (byte) 0x8F;

    private final String number;
    private final boolean upperHalf;
    private final int width;
    private final byte[] escape;
    private final Supplier<Charset> charset;

    Repertoire(
            String number, boolean upperHalf, int width, String escape, Supplier<Charset> charset) {
        this.number = number;
        this.upperHalf = upperHalf;
        this.width = width;
        this.escape = escape.getBytes(StandardCharsets.US_ASCII);
        this.charset = charset;
    }

    /**
     * Finds the set of a term's number: {@code 100} of {@code ISO_IR 100} or {@code ISO 2022 IR
     * 100}.
     */
    static Optional<Repertoire> ofNumber(String number) {
        return Arrays.stream(values()).filter(set -> set.number.equals(number)).findFirst();
    }

    /** Finds the set whose escape sequence, without the ESC byte, stands at {@code offset}. */
    static Optional<Repertoire> ofEscape(byte[] bytes, int offset) {
        return Arrays.stream(values()).filter(set -> set.escapeStandsAt(bytes, offset)).findFirst();
    }

    private boolean escapeStandsAt(byte[] bytes, int offset) {
        int end = offset + escape.length;
        return end <= bytes.length && Arrays.equals(bytes, offset, end, escape, 0, escape.length);
    }

    /** The number in its terms. */
    String number() {
        return number;
    }

    /** True for a set designated to G1 (bytes from 0x80), false for G0. */
    boolean upperHalf() {
        return upperHalf;
    }

    /** Bytes per character. */
    int width() {
        return width;
    }

    /** The escape sequence that designates this set, without the ESC byte. */
    byte[] escape() {
        return escape.clone();
    }

    Charset charset() {
        return charset.get();
    }

    /** Decodes one character of {@link #width()} bytes. */
    String decode(byte[] bytes, int offset) {
        byte[] coded = Arrays.copyOfRange(bytes, offset, offset + width);
        if (width == 1) {
            return new String(coded, charset());
        }
        coded[0] |= (byte) 0x80;
        coded[1] |= (byte) 0x80;
        if (this == SUPPLEMENTARY_KANJI) {
            return new String(new byte[] {SINGLE_SHIFT_3, coded[0], coded[1]}, charset());
        }
        return new String(coded, charset());
    }

    /** Encodes one character, or returns null when this set does not hold it. */
    byte @Nullable [] encode(int codePoint) {
        byte[] coded;
        try {
            ByteBuffer buffer =
                    charset()
                            .newEncoder()
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .encode(CharBuffer.wrap(Character.toChars(codePoint)));
            coded = new byte[buffer.remaining()];
            buffer.get(coded);
        } catch (CharacterCodingException notInThisSet) {
            return null;
        }
        if (this == SUPPLEMENTARY_KANJI) {
            return coded.length == 3 ? lowerHalf(coded[1], coded[2]) : null;
        }
        if (coded.length != width || coded[0] >= 0 && this != ASCII) {
            return null;
        }
        if (this == KANJI) {
            return coded[0] == (byte) 0x8E ? null : lowerHalf(coded[0], coded[1]);
        }
        return coded;
    }

    private static byte[] lowerHalf(byte first, byte second) {
        return new byte[] {(byte) (first & 0x7F), (byte) (second & 0x7F)};
    }
}
