package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Reads PDUs from a stream of bytes. Bytes come in by {@link #feed}; PDUs go out by {@link #next},
 * each as soon as it is whole, but data at once: a P-DATA-TF whose bytes come one after another is
 * given as several with the same fragments cut into pieces, which says the same (PS3.8 annex E), so
 * that nothing of it has to be gathered. A PDU is refused by its header before any of its body is.
 * Never holds more than one incomplete PDU beyond the chunk last fed. Not thread-safe.
 */
public final class PduReader {
    private static final int ITEM_LENGTH = 4;
    private static final int CONTROL = 2;

    private final PduLimits limits;
    private final UnreadBytes unread = new UnreadBytes();

    /** Bytes of the P-DATA-TF under way that have not been read. */
    private int dataLeft;

    /** Bytes of the PDV item under way that have not been read. */
    private int fragmentLeft;

    private int contextId;
    private int control;

    public PduReader(PduLimits limits) {
        this.limits = limits;
    }

    /** Appends bytes as they came off the wire; the reader keeps a reference to them. */
    public void feed(Buffer chunk) {
        unread.append(chunk);
    }

    /**
     * The next PDU, or the next piece of a P-DATA-TF, with views on the bytes fed; empty when more
     * bytes are needed.
     *
     * @throws PduException when the header names no PDU type or a length beyond the limits, or the
     *     body is not what its type says; the stream has no meaning from there on
     */
    public Optional<Pdu> next() throws PduException {
        return dataLeft > 0 ? data() : pdu();
    }

    /** Whether the last byte of a PDU was the last that {@link #next} took. */
    public boolean isBetweenPdus() {
        return dataLeft == 0;
    }

    /** Bytes fed that no result of {@link #next} holds. */
    public int bufferedBytes() {
        return unread.available();
    }

    private Optional<Pdu> pdu() throws PduException {
        if (unread.available() < Pdu.HEADER_LENGTH) {
            return Optional.empty();
        }
        PduType type = PduDecoder.type(unread.uint8(0));
        long length = unread.uint32(2);
        limits.check(type, length);
        if (type == PduType.P_DATA_TF) {
            if (length == 0) {
                throw PduDecoder.withoutItem();
            }
            unread.take(Pdu.HEADER_LENGTH);
            dataLeft = (int) length;
            return data();
        }
        int whole = Pdu.HEADER_LENGTH + (int) length;
        if (unread.available() < whole) {
            unread.expect(whole);
            return Optional.empty();
        }
        return Optional.of(PduDecoder.decode(unread.take(whole)));
    }

    /** PS3.8 Tables 9-22 and 9-23. */
    private Optional<Pdu> data() throws PduException {
        boolean begins = fragmentLeft == 0;
        if (begins && !beginItem()) {
            return Optional.empty();
        }
        int piece = Math.min(fragmentLeft, unread.available());
        if (piece == 0 && fragmentLeft > 0) {
            return Optional.empty();
        }
        fragmentLeft -= piece;
        dataLeft -= piece;
        return Optional.of(
                PDataTf.of(
                        new PresentationDataValue(
                                contextId,
                                (control & 0x01) != 0,
                                (control & 0x02) != 0 && fragmentLeft == 0,
                                unread.take(piece))));
    }

    private boolean beginItem() throws PduException {
        if (dataLeft < ITEM_LENGTH + CONTROL) {
            throw new PduException(
                    AbortReason.INVALID_PDU_PARAMETER_VALUE,
                    "PDV item in " + dataLeft + " bytes that are left");
        }
        if (unread.available() < ITEM_LENGTH + CONTROL) {
            return false;
        }
        long length = unread.uint32(0);
        if (length < CONTROL || length > dataLeft - ITEM_LENGTH) {
            throw new PduException(
                    AbortReason.INVALID_PDU_PARAMETER_VALUE,
                    "PDV item of " + length + " bytes, " + (dataLeft - ITEM_LENGTH) + " left");
        }
        contextId = unread.uint8(ITEM_LENGTH);
        control = unread.uint8(ITEM_LENGTH + 1);
        unread.take(ITEM_LENGTH + CONTROL);
        dataLeft -= ITEM_LENGTH + CONTROL;
        fragmentLeft = (int) length - CONTROL;
        return true;
    }
}
