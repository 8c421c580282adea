package org.radbridge.dicom.data;

import java.util.Optional;

/** Value representations (PS3.5 section 6.2). */
public enum Vr {
    AE(Kind.TEXT, 1),
    AS(Kind.TEXT, 1),
    AT(Kind.NUMBER, 2),
    CS(Kind.TEXT, 1),
    DA(Kind.TEXT, 1),
    DS(Kind.TEXT, 1),
    DT(Kind.TEXT, 1),
    FD(Kind.NUMBER, 8),
    FL(Kind.NUMBER, 4),
    IS(Kind.TEXT, 1),
    LO(Kind.CHARACTER_SET_TEXT, 1),
    LT(Kind.CHARACTER_SET_TEXT, 1),
    OB(Kind.BYTES, 1),
    OD(Kind.BYTES, 8),
    OF(Kind.BYTES, 4),
    OL(Kind.BYTES, 4),
    OV(Kind.BYTES, 8),
    OW(Kind.BYTES, 2),
    PN(Kind.CHARACTER_SET_TEXT, 1),
    SH(Kind.CHARACTER_SET_TEXT, 1),
    SL(Kind.NUMBER, 4),
    SQ(Kind.SEQUENCE, 1),
    SS(Kind.NUMBER, 2),
    ST(Kind.CHARACTER_SET_TEXT, 1),
    SV(Kind.NUMBER, 8),
    TM(Kind.TEXT, 1),
    UC(Kind.CHARACTER_SET_TEXT, 1),
    UI(Kind.TEXT, 1),
    UL(Kind.NUMBER, 4),
    UN(Kind.BYTES, 1),
    UR(Kind.TEXT, 1),
    US(Kind.NUMBER, 2),
    UT(Kind.CHARACTER_SET_TEXT, 1),
    UV(Kind.NUMBER, 8);

    private enum Kind {
        TEXT,
        CHARACTER_SET_TEXT,
        NUMBER,
        BYTES,
        SEQUENCE
    }

    private static final Vr[] BY_CODE = new Vr[26 * 26];

    static {
        for (Vr vr : values()) {
            BY_CODE[(vr.name().charAt(0) - 'A') * 26 + vr.name().charAt(1) - 'A'] = vr;
        }
    }

    private final Kind kind;
    private final int wordLength;

    Vr(Kind kind, int wordLength) {
        this.kind = kind;
        this.wordLength = wordLength;
    }

    /**
     * The VR of two code bytes as an explicit VR stream carries them, empty when there is none
     * such.
     */
    public static Optional<Vr> of(byte first, byte second) {
        if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
            return Optional.empty();
        }
        return Optional.ofNullable(BY_CODE[(first - 'A') * 26 + second - 'A']);
    }

    /**
     * True when explicit VR encodes the length in 32 bits after two reserved bytes (PS3.5 section
     * 7.1.2).
     */
    public boolean hasLongLength() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            case AE,
                    AS,
                    AT,
                    CS,
                    DA,
                    DS,
                    DT,
                    FD,
                    FL,
                    IS,
                    LO,
                    LT,
                    PN,
                    SH,
                    SL,
                    SS,
                    ST,
                    TM,
                    UI,
                    UL,
                    US ->
                    false;
        };
    }

    /**
     * Bytes of one binary word: what big endian swaps and what one number of this VR takes. 1 for
     * text.
     */
    public int wordLength() {
        return wordLength;
    }

    /** Bytes of one value: a word, and two for the tag that AT holds. 1 for text. */
    public int valueLength() {
        return this == AT ? 4 : wordLength;
    }

    public boolean isText() {
        return kind == Kind.TEXT || kind == Kind.CHARACTER_SET_TEXT;
    }

    /** True for text that (0008,0005) governs. */
    public boolean usesCharacterSet() {
        return kind == Kind.CHARACTER_SET_TEXT;
    }

    /** True for binary numbers of fixed width, AT included. */
    public boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    /** True for text whose values a backslash divides. */
    public boolean isMultiValuedText() {
        return switch (this) {
            case LT, ST, UR, UT -> false;
            default -> isText();
        };
    }

    /** The byte that makes an odd value even: a space for text other than UI, else zero. */
    public byte padding() {
        return isText() && this != UI ? (byte) ' ' : 0;
    }
}
