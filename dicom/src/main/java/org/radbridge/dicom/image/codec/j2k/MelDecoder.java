package org.radbridge.dicom.image.codec.j2k;

/** The adaptive run-length code MEL (T.814 clause 7.3): events and runs without one. */
final class MelDecoder {

    /** MEL_E. */
    private static final int[] EXPONENTS = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5};

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int current;
    private int left;
    private int state;
    private int run;
    private boolean event;

    /** Begins inside a cleanup segment of that end, whose last twelve bits count as ones. */
    void start(byte[] segment, int from, int to) {
        bytes = segment;
        at = from;
        end = to;
        current = 0;
        left = 0;
        state = 0;
        run = 0;
        event = false;
    }

    private int bit() {
        if (left == 0) {
            left = current == 0xFF ? 7 : 8;
            if (at >= end - 1) {
                current = 0xFF;
            } else {
                current = bytes[at] & 0xFF | (at == end - 2 ? 0xF : 0);
                at++;
            }
        }
        left--;
        return current >> left & 1;
    }

    /** The next symbol: true for an event. */
    boolean decode() {
        if (run == 0 && !event) {
            int exponent = EXPONENTS[state];
            if (bit() == 1) {
                run = 1 << exponent;
                state = Math.min(state + 1, EXPONENTS.length - 1);
            } else {
                for (int i = 0; i < exponent; i++) {
                    run = run << 1 | bit();
                }
                state = Math.max(state - 1, 0);
                event = true;
            }
        }
        if (run > 0) {
            run--;
            return false;
        }
        event = false;
        return true;
    }
}
