package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Turns one whole PDU into its record. Pure. */
public final class PduDecoder {

    private PduDecoder() {}

    /**
     * Decodes one PDU.
     *
     * @param pdu header included; fragments of the result are views on it
     * @throws PduException when the type is unknown, a length leads outside the PDU, or a field
     *     that the standard fixes has another value
     */
    public static Pdu decode(Buffer pdu) throws PduException {
        PduCursor cursor = new PduCursor(pdu);
        PduType type = type(cursor.readUint8("PDU-type"));
        cursor.skip(1, "Reserved");
        PduCursor body = cursor.readItem(cursor.readUint32("PDU-length"), "PDU");
        cursor.expectEnd("PDU");
        return switch (type) {
            case A_ASSOCIATE_RQ -> AssociateDecoder.decodeRq(body);
            case A_ASSOCIATE_AC -> AssociateDecoder.decodeAc(body);
            case A_ASSOCIATE_RJ -> decodeRj(body);
            case P_DATA_TF -> decodeData(body);
            case A_RELEASE_RQ -> {
                body.skip(4, "Reserved");
                yield new AReleaseRq();
            }
            case A_RELEASE_RP -> {
                body.skip(4, "Reserved");
                yield new AReleaseRp();
            }
            case A_ABORT -> decodeAbort(body);
        };
    }

    /** PS3.8 Table 9-21. */
    private static Pdu decodeRj(PduCursor body) throws PduException {
        body.skip(1, "Reserved");
        return new AAssociateRj(
                body.readUint8("Result"), body.readUint8("Source"), body.readUint8("Reason/Diag."));
    }

    /** PS3.8 Table 9-26. */
    private static Pdu decodeAbort(PduCursor body) throws PduException {
        body.skip(2, "Reserved");
        return new AAbort(body.readUint8("Source"), body.readUint8("Reason/Diag."));
    }

    /** PS3.8 Tables 9-22 and 9-23. */
    private static Pdu decodeData(PduCursor body) throws PduException {
        List<PresentationDataValue> values = new ArrayList<>(1);
        while (body.hasRemaining()) {
            PduCursor item = body.readItem(body.readUint32("PDV Item-length"), "PDV item");
            int contextId = item.readUint8("Presentation-context-ID");
            int control = item.readUint8("Message-control-header");
            values.add(
                    new PresentationDataValue(
                            contextId,
                            (control & 0x01) != 0,
                            (control & 0x02) != 0,
                            item.readRemaining("Message-fragment")));
        }
        if (values.isEmpty()) {
            throw withoutItem();
        }
        return new PDataTf(values);
    }

    static PduType type(int code) throws PduException {
        return PduType.of(code)
                .orElseThrow(() ->
                        new PduException(AbortReason.UNRECOGNIZED_PDU, "no PDU type " + code));
    }

    static PduException withoutItem() {
        return new PduException(
                AbortReason.INVALID_PDU_PARAMETER_VALUE, "P-DATA-TF without a PDV item");
    }
}
