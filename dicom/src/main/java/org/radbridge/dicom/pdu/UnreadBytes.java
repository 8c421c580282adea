package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;

/** Bytes that came in chunks and have not been read: views on a chunk as long as one is enough. */
final class UnreadBytes {
    private Buffer pending = Buffer.buffer();
    private int position;
    private int expected;

    /** Whether {@link #pending} was made here, and nothing of it was given away. */
    private boolean own;

    /** Appends a chunk; a reference to it is kept. */
    void append(Buffer chunk) {
        if (available() == 0) {
            pending = chunk;
            own = false;
        } else if (own && position == 0) {
            pending.appendBuffer(chunk);
        } else {
            Buffer joined = Buffer.buffer(Math.max(expected, available()) + chunk.length());
            joined.appendBuffer(pending, position, available());
            joined.appendBuffer(chunk);
            pending = joined;
            own = true;
        }
        position = 0;
    }

    /** So many bytes are wanted together: they are not copied again when the next ones come. */
    void expect(int bytes) {
        expected = bytes;
    }

    int available() {
        return pending.length() - position;
    }

    int uint8(int offset) {
        return pending.getUnsignedByte(position + offset);
    }

    long uint32(int offset) {
        return pending.getUnsignedInt(position + offset);
    }

    /** The next bytes, which are available, as a view. */
    Buffer take(int bytes) {
        Buffer taken = pending.slice(position, position + bytes);
        position += bytes;
        expected = 0;
        return taken;
    }
}
