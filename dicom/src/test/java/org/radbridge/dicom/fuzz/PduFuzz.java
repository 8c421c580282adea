package org.radbridge.dicom.fuzz;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.radbridge.dicom.pdu.Pdu;
import org.radbridge.dicom.pdu.PduDecoder;
import org.radbridge.dicom.pdu.PduEncoder;
import org.radbridge.dicom.pdu.PduException;
import org.radbridge.dicom.pdu.PduFramer;
import org.radbridge.dicom.pdu.PduLimits;

/** The PDU framer and decoder; what is decoded must be encodable, and decode again the same. */
public final class PduFuzz {

    private static final PduLimits LIMITS = new PduLimits(16 << 10, 64 << 10);

    private PduFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        PduFramer framer = new PduFramer(LIMITS);
        int middle = input.length / 2;
        try {
            framer.feed(Buffer.buffer().appendBytes(input, 0, middle));
            decodeAll(framer);
            framer.feed(Buffer.buffer().appendBytes(input, middle, input.length - middle));
            decodeAll(framer);
        } catch (PduException refused) {
            // The stream has no meaning from there on.
        }
    }

    private static void decodeAll(PduFramer framer) throws PduException {
        Optional<Buffer> pdu = framer.next();
        while (pdu.isPresent()) {
            Pdu decoded = PduDecoder.decode(pdu.get());
            Buffer encoded = PduEncoder.encode(decoded);
            if (!PduEncoder.encode(PduDecoder.decode(encoded)).equals(encoded)) {
                throw new AssertionError("encoded, decoded and encoded again it is another PDU");
            }
            pdu = framer.next();
        }
    }
}
