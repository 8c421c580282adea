package org.radbridge.ingest.queryretrieve;

import io.vertx.core.buffer.Buffer;

/**
 * Passes over preamble and file meta information of a Part 10 file (PS3.10 section 7.1), so that
 * the data set is left. The first bytes are kept until the meta information has ended.
 */
final class DataSetBytes {
    private static final int PREAMBLE = 128;
    private static final int META_GROUP = 0x0002;

    /** More than any meta information; what has more is no file that was stored. */
    private static final int LONGEST_META = 1 << 20;

    private static final String LONG_VRS = "OB,OD,OF,OL,OV,OW,SQ,SV,UC,UN,UR,UT,UV";

    private Buffer start = Buffer.buffer();
    private boolean begun;

    /**
     * The bytes of the data set among these; empty when there are none yet.
     *
     * @throws IllegalStateException when it does not begin within reason
     */
    Buffer of(Buffer chunk) {
        if (begun) {
            return chunk;
        }
        start.appendBuffer(chunk);
        int offset = offset();
        if (offset < 0) {
            if (start.length() > LONGEST_META) {
                throw new IllegalStateException("file meta information without end");
            }
            return Buffer.buffer();
        }
        Buffer dataSet = start.slice(offset, start.length());
        start = Buffer.buffer();
        begun = true;
        return dataSet;
    }

    /** Where the first element lies that is none of group 2; -1 when that is not here yet. */
    private int offset() {
        int position = PREAMBLE + "DICM".length();
        while (position + 8 <= start.length()) {
            if (start.getUnsignedShortLE(position) != META_GROUP) {
                return position;
            }
            String vr = start.getString(position + 4, position + 6, "US-ASCII");
            boolean isLong = LONG_VRS.contains(vr);
            if (isLong && position + 12 > start.length()) {
                return -1;
            }
            long length =
                    isLong
                            ? start.getUnsignedIntLE(position + 8)
                            : start.getUnsignedShortLE(position + 6);
            long next = position + (isLong ? 12 : 8) + length;
            if (next > LONGEST_META) {
                throw new IllegalStateException("file meta information without end");
            }
            position = (int) next;
        }
        return -1;
    }
}
