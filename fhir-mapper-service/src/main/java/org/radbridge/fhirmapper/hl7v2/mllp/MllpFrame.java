package org.radbridge.fhirmapper.hl7v2.mllp;

import io.vertx.core.buffer.Buffer;

/** A block of the Minimal Lower Layer Protocol: a byte before the content, two behind it. */
public final class MllpFrame {
    /** Start of block: a vertical tab. */
    static final byte START = 0x0B;

    /** End of block: a file separator, and a carriage return behind it. */
    static final byte END = 0x1C;

    static final byte CARRIAGE_RETURN = 0x0D;

    private MllpFrame() {}

    /** Content in its frame. */
    public static Buffer of(byte[] content) {
        return Buffer.buffer(content.length + 3)
                .appendByte(START)
                .appendBytes(content)
                .appendByte(END)
                .appendByte(CARRIAGE_RETURN);
    }
}
