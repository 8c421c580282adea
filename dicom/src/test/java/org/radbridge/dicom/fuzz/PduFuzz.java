package org.radbridge.dicom.fuzz;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.radbridge.dicom.pdu.PDataTf;
import org.radbridge.dicom.pdu.Pdu;
import org.radbridge.dicom.pdu.PduDecoder;
import org.radbridge.dicom.pdu.PduEncoder;
import org.radbridge.dicom.pdu.PduException;
import org.radbridge.dicom.pdu.PduLimits;
import org.radbridge.dicom.pdu.PduReader;
import org.radbridge.dicom.pdu.PresentationDataValue;

/**
 * The PDU reader and decoder: what is read must be encodable, and decode again the same; and
 * however the stream is cut into chunks, what is read says the same.
 */
public final class PduFuzz {

    private static final PduLimits LIMITS = new PduLimits(16 << 10, 64 << 10);

    private PduFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        int middle = input.length / 2;
        Buffer all = Buffer.buffer(input);
        Buffer atOnce = said(all);
        Buffer inTwo = said(all.getBuffer(0, middle), all.getBuffer(middle, input.length));
        if (!atOnce.equals(inTwo)) {
            throw new AssertionError("cut in two the stream says something else");
        }
    }

    /**
     * All that was read until the stream ended or lost its meaning; data joined to one fragment.
     */
    private static Buffer said(Buffer... chunks) {
        PduReader reader = new PduReader(LIMITS);
        Buffer said = Buffer.buffer();
        try {
            for (Buffer chunk : chunks) {
                reader.feed(chunk);
                for (Optional<Pdu> pdu = reader.next(); pdu.isPresent(); pdu = reader.next()) {
                    said.appendBuffer(said(pdu.get()));
                }
            }
        } catch (PduException refused) {
            said.appendString(refused.abortReason().name());
        }
        return said;
    }

    private static Buffer said(Pdu pdu) throws PduException {
        Buffer encoded = PduEncoder.encode(pdu);
        if (!PduEncoder.encode(PduDecoder.decode(encoded)).equals(encoded)) {
            throw new AssertionError("encoded, decoded and encoded again it is another PDU");
        }
        if (!(pdu instanceof PDataTf data)) {
            return encoded;
        }
        PresentationDataValue value = data.presentationDataValues().getFirst();
        Buffer said = Buffer.buffer();
        for (byte content : value.fragment().getBytes()) {
            said.appendByte((byte) value.presentationContextId())
                    .appendByte((byte) (value.command() ? 1 : 0))
                    .appendByte(content);
        }
        return value.last() ? said.appendString("last") : said;
    }
}
