package org.radbridge.dicom.image.codec.j2k;

/** The codes of {@link VlcFacts} as a lookup by context and the next seven bits. */
final class VlcTable {

    static final VlcTable FIRST_ROW = new VlcTable(VlcFacts.FIRST_ROW);
    static final VlcTable OTHER_ROWS = new VlcTable(VlcFacts.OTHER_ROWS);

    private static final int BITS = 7;

    private final short[] entries = new short[8 << BITS];

    private VlcTable(String[] contexts) {
        for (int context = 0; context < contexts.length; context++) {
            for (String word : contexts[context].strip().split("\\s+")) {
                int fact = Integer.parseInt(word, 16);
                int code = fact & 0xFF;
                int length = fact >> 16 & 7;
                // e_k, e_1, rho, u_off and length, from the highest bit down
                short entry = (short) (fact & 0xFF00 | fact >> 16);
                for (int more = 0; more < 1 << BITS - length; more++) {
                    entries[context << BITS | more << length | code] = entry;
                }
            }
        }
    }

    int entry(int context, long bits) {
        return entries[context << BITS | (int) bits & (1 << BITS) - 1];
    }

    static int length(int entry) {
        return entry & 7;
    }

    static int offset(int entry) {
        return entry >> 3 & 1;
    }

    static int significance(int entry) {
        return entry >> 4 & 0xF;
    }

    /** E^1: which samples have a leading one that is not coded. */
    static int knownOnes(int entry) {
        return entry >> 8 & 0xF;
    }

    /** E^k: which samples have an exponent below the bound. */
    static int belowBound(int entry) {
        return entry >> 12 & 0xF;
    }
}
