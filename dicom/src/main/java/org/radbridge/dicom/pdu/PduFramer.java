package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Cuts a stream of bytes into whole PDUs. Bytes come in by {@link #feed}; whole PDUs, header
 * included, go out by {@link #next}. Never holds more than one incomplete PDU beyond the chunk last
 * fed, and refuses a PDU by its header before any of its body is gathered. Not thread-safe.
 */
public final class PduFramer {

    private final PduLimits limits;
    private Buffer pending = Buffer.buffer();
    private int position;
    private boolean own;

    public PduFramer(PduLimits limits) {
        this.limits = limits;
    }

    /** Appends bytes as they came off the wire; the framer keeps a reference to them. */
    public void feed(Buffer chunk) {
        if (position == pending.length()) {
            pending = chunk;
            own = false;
        } else if (own && position == 0) {
            pending.appendBuffer(chunk);
        } else {
            Buffer joined = Buffer.buffer(roomFor(chunk));
            joined.appendBuffer(pending, position, bufferedBytes());
            joined.appendBuffer(chunk);
            pending = joined;
            own = true;
        }
        position = 0;
    }

    /**
     * Of a PDU whose header has come, all of it and another chunk, so that none is copied twice.
     */
    private int roomFor(Buffer chunk) {
        int gathered = bufferedBytes() + chunk.length();
        return bufferedBytes() < Pdu.HEADER_LENGTH
                ? gathered
                : Math.max(gathered, Pdu.HEADER_LENGTH + lengthAt(position) + chunk.length());
    }

    /** The length that {@link #next} has found within the limits. */
    private int lengthAt(int start) {
        return (int) pending.getUnsignedInt(start + 2);
    }

    /**
     * The next whole PDU, a view on the bytes fed; empty when more bytes are needed.
     *
     * @throws PduException when the header names no PDU type or a length beyond the limits; the
     *     stream has no meaning from there on
     */
    public Optional<Buffer> next() throws PduException {
        int available = pending.length() - position;
        if (available < Pdu.HEADER_LENGTH) {
            return Optional.empty();
        }
        int code = pending.getUnsignedByte(position);
        PduType type =
                PduType.of(code)
                        .orElseThrow(() ->
                                new PduException(
                                        AbortReason.UNRECOGNIZED_PDU, "no PDU type " + code));
        long length = pending.getUnsignedInt(position + 2);
        limits.check(type, length);
        int end = position + Pdu.HEADER_LENGTH + (int) length;
        if (end > pending.length()) {
            return Optional.empty();
        }
        Buffer pdu = pending.slice(position, end);
        position = end;
        return Optional.of(pdu);
    }

    /** Bytes fed that belong to no whole PDU yet. */
    public int bufferedBytes() {
        return pending.length() - position;
    }
}
