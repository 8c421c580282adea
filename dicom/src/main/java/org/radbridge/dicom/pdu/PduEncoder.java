package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns a PDU into its bytes, header included. Pure. */
public final class PduEncoder {

    private static final int AE_TITLE_LENGTH = 16;

    private PduEncoder() {}

    /**
     * Encodes one PDU.
     *
     * @throws IllegalArgumentException when a value does not fit its field: an AE title over 16
     *     characters, an item over 65535 bytes
     */
    public static Buffer encode(Pdu pdu) {
        Buffer out = Buffer.buffer(sizeHint(pdu));
        out.appendUnsignedByte((short) pdu.type().code()).appendByte((byte) 0).appendInt(0);
        switch (pdu) {
            case AAssociateRq rq -> encodeRq(rq, out);
            case AAssociateAc ac -> encodeAc(ac, out);
            case AAssociateRj(int result, int source, int reason) ->
                    appendFour(out, 0, result, source, reason);
            case PDataTf data -> encodeData(data, out);
            case AReleaseRq() -> appendFour(out, 0, 0, 0, 0);
            case AReleaseRp() -> appendFour(out, 0, 0, 0, 0);
            case AAbort(int source, int reason) -> appendFour(out, 0, 0, source, reason);
        }
        return out.setInt(2, out.length() - Pdu.HEADER_LENGTH);
    }

    /** PS3.8 Table 9-11. */
    private static void encodeRq(AAssociateRq rq, Buffer out) {
        encodeFixed(rq.protocolVersion(), rq.calledAeTitle(), rq.callingAeTitle(), out);
        ItemEncoder.text(out, ItemType.APPLICATION_CONTEXT, rq.applicationContextName());
        for (PresentationContextRq context : rq.presentationContexts()) {
            int lengthAt = ItemEncoder.begin(out, ItemType.PRESENTATION_CONTEXT_RQ, 0);
            appendFour(out, context.id(), 0, 0, 0);
            ItemEncoder.text(out, ItemType.ABSTRACT_SYNTAX, context.abstractSyntax());
            for (String transferSyntax : context.transferSyntaxes()) {
                ItemEncoder.text(out, ItemType.TRANSFER_SYNTAX, transferSyntax);
            }
            ItemEncoder.end(out, lengthAt);
        }
        UserInformationCodec.encode(rq.userInformation(), out);
    }

    /** PS3.8 Table 9-17. */
    private static void encodeAc(AAssociateAc ac, Buffer out) {
        encodeFixed(ac.protocolVersion(), ac.calledAeTitle(), ac.callingAeTitle(), out);
        ItemEncoder.text(out, ItemType.APPLICATION_CONTEXT, ac.applicationContextName());
        for (PresentationContextAc context : ac.presentationContexts()) {
            int lengthAt = ItemEncoder.begin(out, ItemType.PRESENTATION_CONTEXT_AC, 0);
            appendFour(out, context.id(), 0, context.result(), 0);
            ItemEncoder.text(out, ItemType.TRANSFER_SYNTAX, context.transferSyntax());
            ItemEncoder.end(out, lengthAt);
        }
        UserInformationCodec.encode(ac.userInformation(), out);
    }

    /** PS3.8 Tables 9-22 and 9-23. */
    private static void encodeData(PDataTf data, Buffer out) {
        for (PresentationDataValue value : data.presentationDataValues()) {
            int control = (value.command() ? 0x01 : 0) | (value.last() ? 0x02 : 0);
            out.appendInt(value.fragment().length() + 2)
                    .appendUnsignedByte((short) value.presentationContextId())
                    .appendUnsignedByte((short) control)
                    .appendBuffer(value.fragment());
        }
    }

    private static void encodeFixed(
            int protocolVersion, String calledAeTitle, String callingAeTitle, Buffer out) {
        out.appendUnsignedShort(protocolVersion).appendShort((short) 0);
        appendAeTitle(out, calledAeTitle);
        appendAeTitle(out, callingAeTitle);
        out.appendBytes(new byte[32]);
    }

    private static void appendAeTitle(Buffer out, String aeTitle) {
        byte[] text = aeTitle.getBytes(StandardCharsets.ISO_8859_1);
        if (text.length > AE_TITLE_LENGTH) {
            throw new IllegalArgumentException("AE title over 16 characters: " + aeTitle);
        }
        byte[] padded = Arrays.copyOf(text, AE_TITLE_LENGTH);
        Arrays.fill(padded, text.length, AE_TITLE_LENGTH, (byte) ' ');
        out.appendBytes(padded);
    }

    private static void appendFour(Buffer out, int first, int second, int third, int fourth) {
        out.appendUnsignedByte((short) first)
                .appendUnsignedByte((short) second)
                .appendUnsignedByte((short) third)
                .appendUnsignedByte((short) fourth);
    }

    private static int sizeHint(Pdu pdu) {
        int size = Pdu.HEADER_LENGTH;
        if (pdu instanceof PDataTf(var values)) {
            for (PresentationDataValue value : values) {
                size += PresentationDataValue.OVERHEAD + value.fragment().length();
            }
            return size;
        }
        return pdu instanceof AAssociateRq || pdu instanceof AAssociateAc ? 1024 : size + 4;
    }
}
