package org.radbridge.dicom.dimse;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.radbridge.dicom.pdu.PDataTf;
import org.radbridge.dicom.pdu.PresentationDataValue;

/**
 * Cuts one message into P-DATA-TF PDUs that the peer takes, PS3.8 §D.1 and annex E. The data set
 * may come in pieces of any size: full PDUs go out as they fill, the rest with {@link #end}. Holds
 * less than one PDU. Confined to one thread.
 */
public final class MessageFragmenter {

    /** What is sent to a peer that sets no limit. */
    private static final int UNLIMITED_LENGTH = 256 * 1024;

    private final int contextId;
    private final int fragmentLength;
    private final Consumer<PDataTf> out;
    private Buffer held = Buffer.buffer();

    /**
     * A fragmenter for one message.
     *
     * @param maximumLength the peer's maximum length in bytes, 0 for no limit
     * @param out takes the PDUs in order
     */
    public MessageFragmenter(int contextId, long maximumLength, Consumer<PDataTf> out) {
        this.contextId = contextId;
        this.fragmentLength = fragmentLength(maximumLength);
        this.out = out;
    }

    /** The largest fragment that fits a PDU, of even length. */
    static int fragmentLength(long maximumLength) {
        long pduLength =
                maximumLength == 0 ? UNLIMITED_LENGTH : Math.min(maximumLength, UNLIMITED_LENGTH);
        return (int) Math.max(2, (pduLength - PresentationDataValue.OVERHEAD) & ~1L);
    }

    /** Sends the command set, which comes first. */
    public void command(CommandSet commandSet) {
        Buffer bytes = CommandSetCodec.encode(commandSet);
        for (int position = 0; position < bytes.length(); position += fragmentLength) {
            int end = Math.min(bytes.length(), position + fragmentLength);
            emit(true, end == bytes.length(), bytes.slice(position, end));
        }
    }

    /** Adds bytes of the data set. The last bytes are held back until {@link #end}. */
    public void data(Buffer bytes) {
        int position = 0;
        if (held.length() > 0) {
            position = Math.min(bytes.length(), fragmentLength - held.length());
            held.appendBuffer(bytes, 0, position);
            if (position == bytes.length()) {
                return;
            }
            emit(false, false, held);
            held = Buffer.buffer();
        }
        while (bytes.length() - position > fragmentLength) {
            emit(false, false, bytes.slice(position, position + fragmentLength));
            position += fragmentLength;
        }
        held.appendBuffer(bytes, position, bytes.length() - position);
    }

    /** Ends the data set. */
    public void end() {
        emit(false, true, held);
        held = Buffer.buffer();
    }

    private void emit(boolean command, boolean last, Buffer fragment) {
        out.accept(PDataTf.of(new PresentationDataValue(contextId, command, last, fragment)));
    }
}
