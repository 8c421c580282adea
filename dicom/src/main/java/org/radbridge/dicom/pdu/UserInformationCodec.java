package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.pdu.UserInformationItem.AsynchronousOperationsWindow;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationClassUid;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationVersionName;
import org.radbridge.dicom.pdu.UserInformationItem.MaximumLength;
import org.radbridge.dicom.pdu.UserInformationItem.RoleSelection;
import org.radbridge.dicom.pdu.UserInformationItem.SopClassCommonExtendedNegotiation;
import org.radbridge.dicom.pdu.UserInformationItem.SopClassExtendedNegotiation;
import org.radbridge.dicom.pdu.UserInformationItem.Unknown;
import org.radbridge.dicom.pdu.UserInformationItem.UserIdentityAc;
import org.radbridge.dicom.pdu.UserInformationItem.UserIdentityRq;

/** Sub-items of the user information item, both ways: PS3.8 §D.1, PS3.7 §D.3.3. */
final class UserInformationCodec {

    private UserInformationCodec() {}

    static UserInformation decode(PduCursor item) throws PduException {
        List<UserInformationItem> items = new ArrayList<>();
        while (item.hasRemaining()) {
            int itemType = item.readUint8("Item-type");
            int version = item.readUint8("Reserved or Sub-item-version");
            PduCursor body = item.readItem(item.readUint16("Item-length"), "Sub-item");
            items.add(decodeItem(itemType, version, body));
        }
        return new UserInformation(items);
    }

    private static UserInformationItem decodeItem(int itemType, int version, PduCursor body)
            throws PduException {
        return switch (itemType) {
            case MaximumLength.TYPE ->
                    new MaximumLength(body.readUint32("Maximum-length-received"));
            case ImplementationClassUid.TYPE ->
                    new ImplementationClassUid(body.readRemainingText("Implementation-class-uid"));
            case AsynchronousOperationsWindow.TYPE ->
                    new AsynchronousOperationsWindow(
                            body.readUint16("Maximum-number-operations-invoked"),
                            body.readUint16("Maximum-number-operations-performed"));
            case RoleSelection.TYPE ->
                    new RoleSelection(
                            lengthAndText(body, "SOP-class-uid"),
                            body.readUint8("SCU-role") == 1,
                            body.readUint8("SCP-role") == 1);
            case ImplementationVersionName.TYPE ->
                    new ImplementationVersionName(
                            body.readRemainingText("Implementation-version-name"));
            case SopClassExtendedNegotiation.TYPE ->
                    new SopClassExtendedNegotiation(
                            lengthAndText(body, "SOP-class-uid"),
                            body.readRemaining("Service-class-application-information"));
            case SopClassCommonExtendedNegotiation.TYPE -> commonExtended(version, body);
            case UserIdentityRq.TYPE ->
                    new UserIdentityRq(
                            body.readUint8("User-Identity-Type"),
                            body.readUint8("Positive-response-requested") == 1,
                            lengthAndBytes(body, "Primary-field"),
                            lengthAndBytes(body, "Secondary-field"));
            case UserIdentityAc.TYPE -> new UserIdentityAc(lengthAndBytes(body, "Server-response"));
            default -> new Unknown(itemType, body.readRemaining("Sub-item"));
        };
    }

    private static UserInformationItem commonExtended(int version, PduCursor body)
            throws PduException {
        String sopClassUid = lengthAndText(body, "SOP-class-uid");
        String serviceClassUid = lengthAndText(body, "Service-class-uid");
        PduCursor related =
                body.readItem(
                        body.readUint16("Related-general-sop-class-identification-length"),
                        "Related-general-sop-class-identification");
        List<String> uids = new ArrayList<>();
        while (related.hasRemaining()) {
            uids.add(lengthAndText(related, "Related-general-sop-class-uid"));
        }
        return new SopClassCommonExtendedNegotiation(version, sopClassUid, serviceClassUid, uids);
    }

    static void encode(UserInformation userInformation, Buffer out) {
        int lengthAt = ItemEncoder.begin(out, ItemType.USER_INFORMATION, 0);
        for (UserInformationItem item : userInformation.items()) {
            int version =
                    item instanceof SopClassCommonExtendedNegotiation common ? common.version() : 0;
            int itemLengthAt = ItemEncoder.begin(out, item.itemType(), version);
            encodeItem(item, out);
            ItemEncoder.end(out, itemLengthAt);
        }
        ItemEncoder.end(out, lengthAt);
    }

    private static void encodeItem(UserInformationItem item, Buffer out) {
        switch (item) {
            case MaximumLength(long bytes) -> out.appendUnsignedInt(bytes);
            case ImplementationClassUid(String uid) -> out.appendBytes(ascii(uid));
            case AsynchronousOperationsWindow(int invoked, int performed) ->
                    out.appendUnsignedShort(invoked).appendUnsignedShort(performed);
            case RoleSelection(String uid, boolean scu, boolean scp) ->
                    appendWithLength(out, ascii(uid))
                            .appendByte((byte) (scu ? 1 : 0))
                            .appendByte((byte) (scp ? 1 : 0));
            case ImplementationVersionName(String name) -> out.appendBytes(ascii(name));
            case SopClassExtendedNegotiation(String uid, Buffer information) ->
                    appendWithLength(out, ascii(uid)).appendBuffer(information);
            case SopClassCommonExtendedNegotiation common -> encodeCommonExtended(common, out);
            case UserIdentityRq(int type, boolean positive, Buffer primary, Buffer secondary) -> {
                out.appendUnsignedByte((short) type).appendByte((byte) (positive ? 1 : 0));
                appendWithLength(out, primary.getBytes());
                appendWithLength(out, secondary.getBytes());
            }
            case UserIdentityAc(Buffer response) -> appendWithLength(out, response.getBytes());
            case Unknown(int type, Buffer content) -> out.appendBuffer(content);
        }
    }

    private static void encodeCommonExtended(SopClassCommonExtendedNegotiation item, Buffer out) {
        appendWithLength(out, ascii(item.sopClassUid()));
        appendWithLength(out, ascii(item.serviceClassUid()));
        Buffer related = Buffer.buffer();
        for (String uid : item.relatedGeneralSopClassUids()) {
            appendWithLength(related, ascii(uid));
        }
        appendWithLength(out, related.getBytes());
    }

    private static String lengthAndText(PduCursor body, String field) throws PduException {
        return body.readText(body.readUint16(field + "-length"), field);
    }

    private static Buffer lengthAndBytes(PduCursor body, String field) throws PduException {
        return body.readBytes(body.readUint16(field + "-length"), field);
    }

    private static Buffer appendWithLength(Buffer out, byte[] value) {
        return out.appendUnsignedShort(ItemEncoder.checkLength(value.length)).appendBytes(value);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
