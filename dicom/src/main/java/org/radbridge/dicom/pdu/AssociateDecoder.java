package org.radbridge.dicom.pdu;

import java.util.ArrayList;
import java.util.List;

/** Decodes the bodies of A-ASSOCIATE-RQ and A-ASSOCIATE-AC, PS3.8 Tables 9-11 and 9-17. */
final class AssociateDecoder {

    private AssociateDecoder() {}

    static AAssociateRq decodeRq(PduCursor body) throws PduException {
        Fixed fixed = Fixed.read(body);
        String applicationContext = "";
        List<PresentationContextRq> contexts = new ArrayList<>();
        UserInformation userInformation = UserInformation.of();
        while (body.hasRemaining()) {
            int itemType = body.readUint8("Item-type");
            PduCursor item = readItemBody(body);
            switch (itemType) {
                case ItemType.APPLICATION_CONTEXT ->
                        applicationContext = item.readRemainingText("Application-context-name");
                case ItemType.PRESENTATION_CONTEXT_RQ -> contexts.add(contextRq(item));
                case ItemType.USER_INFORMATION ->
                        userInformation = UserInformationCodec.decode(item);
                default -> {
                    // PS3.8 §9.3.1: an item that is not recognised is skipped.
                }
            }
        }
        return new AAssociateRq(
                fixed.protocolVersion,
                fixed.calledAeTitle,
                fixed.callingAeTitle,
                applicationContext,
                contexts,
                userInformation);
    }

    static AAssociateAc decodeAc(PduCursor body) throws PduException {
        Fixed fixed = Fixed.read(body);
        String applicationContext = "";
        List<PresentationContextAc> contexts = new ArrayList<>();
        UserInformation userInformation = UserInformation.of();
        while (body.hasRemaining()) {
            int itemType = body.readUint8("Item-type");
            PduCursor item = readItemBody(body);
            switch (itemType) {
                case ItemType.APPLICATION_CONTEXT ->
                        applicationContext = item.readRemainingText("Application-context-name");
                case ItemType.PRESENTATION_CONTEXT_AC -> contexts.add(contextAc(item));
                case ItemType.USER_INFORMATION ->
                        userInformation = UserInformationCodec.decode(item);
                default -> {
                    // PS3.8 §9.3.1: an item that is not recognised is skipped.
                }
            }
        }
        return new AAssociateAc(
                fixed.protocolVersion,
                fixed.calledAeTitle,
                fixed.callingAeTitle,
                applicationContext,
                contexts,
                userInformation);
    }

    /** PS3.8 Table 9-13. */
    private static PresentationContextRq contextRq(PduCursor item) throws PduException {
        int id = contextId(item);
        item.skip(3, "Reserved");
        String abstractSyntax = "";
        List<String> transferSyntaxes = new ArrayList<>();
        while (item.hasRemaining()) {
            int itemType = item.readUint8("Item-type");
            PduCursor subItem = readItemBody(item);
            switch (itemType) {
                case ItemType.ABSTRACT_SYNTAX ->
                        abstractSyntax = subItem.readRemainingText("Abstract-syntax-name");
                case ItemType.TRANSFER_SYNTAX ->
                        transferSyntaxes.add(subItem.readRemainingText("Transfer-syntax-name"));
                default -> {
                    // PS3.8 §9.3.1: an item that is not recognised is skipped.
                }
            }
        }
        return new PresentationContextRq(id, abstractSyntax, transferSyntaxes);
    }

    /** PS3.8 Table 9-18. Peers leave the transfer syntax out when they refuse a context. */
    private static PresentationContextAc contextAc(PduCursor item) throws PduException {
        int id = contextId(item);
        item.skip(1, "Reserved");
        int result = item.readUint8("Result/Reason");
        item.skip(1, "Reserved");
        String transferSyntax = "";
        while (item.hasRemaining()) {
            int itemType = item.readUint8("Item-type");
            PduCursor subItem = readItemBody(item);
            if (itemType == ItemType.TRANSFER_SYNTAX) {
                transferSyntax = subItem.readRemainingText("Transfer-syntax-name");
            }
        }
        return new PresentationContextAc(id, result, transferSyntax);
    }

    private static int contextId(PduCursor item) throws PduException {
        int id = item.readUint8("Presentation-context-ID");
        if (id % 2 == 0) {
            throw new PduException(
                    AbortReason.INVALID_PDU_PARAMETER_VALUE,
                    "Presentation-context-ID " + id + " is not odd");
        }
        return id;
    }

    private static PduCursor readItemBody(PduCursor body) throws PduException {
        body.skip(1, "Reserved");
        return body.readItem(body.readUint16("Item-length"), "Item");
    }

    private record Fixed(int protocolVersion, String calledAeTitle, String callingAeTitle) {

        static Fixed read(PduCursor body) throws PduException {
            int protocolVersion = body.readUint16("Protocol-version");
            body.skip(2, "Reserved");
            String called = body.readText(16, "Called-AE-title");
            String calling = body.readText(16, "Calling-AE-title");
            body.skip(32, "Reserved");
            return new Fixed(protocolVersion, called, calling);
        }
    }
}
