package org.radbridge.dicom.image.codec.j2k;

/** The MQ arithmetic decoder (annex C) with the contexts of the coding passes (table D.7). */
final class MqDecoder {

    /** Qe, next state after MPS, after LPS, and whether the MPS changes (table C.2). */
    private static final int[][] TABLE = {
        {0x5601, 1, 1, 1}, {0x3401, 2, 6, 0}, {0x1801, 3, 9, 0}, {0x0AC1, 4, 12, 0},
        {0x0521, 5, 29, 0}, {0x0221, 38, 33, 0}, {0x5601, 7, 6, 1}, {0x5401, 8, 14, 0},
        {0x4801, 9, 14, 0}, {0x3801, 10, 14, 0}, {0x3001, 11, 17, 0}, {0x2401, 12, 18, 0},
        {0x1C01, 13, 20, 0}, {0x1601, 29, 21, 0}, {0x5601, 15, 14, 1}, {0x5401, 16, 14, 0},
        {0x5101, 17, 15, 0}, {0x4801, 18, 16, 0}, {0x3801, 19, 17, 0}, {0x3401, 20, 18, 0},
        {0x3001, 21, 19, 0}, {0x2801, 22, 19, 0}, {0x2401, 23, 20, 0}, {0x2201, 24, 21, 0},
        {0x1C01, 25, 22, 0}, {0x1801, 26, 23, 0}, {0x1601, 27, 24, 0}, {0x1401, 28, 25, 0},
        {0x1201, 29, 26, 0}, {0x1101, 30, 27, 0}, {0x0AC1, 31, 28, 0}, {0x09C1, 32, 29, 0},
        {0x08A1, 33, 30, 0}, {0x0521, 34, 31, 0}, {0x0441, 35, 32, 0}, {0x02A1, 36, 33, 0},
        {0x0221, 37, 34, 0}, {0x0141, 38, 35, 0}, {0x0111, 39, 36, 0}, {0x0085, 40, 37, 0},
        {0x0049, 41, 38, 0}, {0x0025, 42, 39, 0}, {0x0015, 43, 40, 0}, {0x0009, 44, 41, 0},
        {0x0005, 45, 42, 0}, {0x0001, 45, 43, 0}, {0x5601, 46, 46, 0}
    };

    /** The table by twice the state, plus the more probable symbol. */
    private static final int[] QE = new int[2 * TABLE.length];

    private static final byte[] NEXT_MPS = new byte[QE.length];
    private static final byte[] NEXT_LPS = new byte[QE.length];

    static {
        for (int i = 0; i < QE.length; i++) {
            int[] row = TABLE[i >> 1];
            int symbol = i & 1;
            QE[i] = row[0];
            NEXT_MPS[i] = (byte) (2 * row[1] + symbol);
            NEXT_LPS[i] = (byte) (2 * row[2] + (symbol ^ row[3]));
        }
    }

    private final byte[] contexts = new byte[Contexts.COUNT];
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int current;
    private int a;
    private int c;
    private int count;

    /** Every context as it is before the first symbol (table D.7). */
    void resetContexts() {
        java.util.Arrays.fill(contexts, (byte) 0);
        contexts[0] = 2 * 4;
        contexts[Contexts.RUN_LENGTH] = 2 * 3;
        contexts[Contexts.UNIFORM] = 2 * 46;
    }

    /** Begins a codeword segment (C.3.5); past its end there are ones without end (D.4.1). */
    void start(byte[] segment, int from, int to) {
        bytes = segment;
        at = from;
        end = to;
        current = from < to ? segment[from] & 0xFF : 0xFF;
        c = current << 16;
        nextByte();
        c <<= 7;
        count -= 7;
        a = 0x8000;
    }

    private void nextByte() {
        int next = at + 1 < end ? bytes[at + 1] & 0xFF : 0xFF;
        if (current != 0xFF) {
            at++;
            current = next;
            c += next << 8;
            count = 8;
        } else if (next > 0x8F) {
            c += 0xFF00;
            count = 8;
        } else {
            at++;
            current = next;
            c += next << 9;
            count = 7;
        }
    }

    int decode(int context) {
        int state = contexts[context];
        int qe = QE[state];
        int symbol = state & 1;
        a -= qe;
        if (c >>> 16 < qe) {
            if (a < qe) {
                contexts[context] = NEXT_MPS[state];
            } else {
                symbol ^= 1;
                contexts[context] = NEXT_LPS[state];
            }
            a = qe;
        } else {
            c -= qe << 16;
            if ((a & 0x8000) != 0) {
                return symbol;
            }
            if (a < qe) {
                symbol ^= 1;
                contexts[context] = NEXT_LPS[state];
            } else {
                contexts[context] = NEXT_MPS[state];
            }
        }
        renormalise();
        return symbol;
    }

    private void renormalise() {
        int shift = Integer.numberOfLeadingZeros(a) - 16;
        while (shift > count) {
            a <<= count;
            c <<= count;
            shift -= count;
            nextByte();
        }
        a <<= shift;
        c <<= shift;
        count -= shift;
    }
}
