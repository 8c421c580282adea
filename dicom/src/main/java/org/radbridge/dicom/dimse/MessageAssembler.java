package org.radbridge.dicom.dimse;

import io.vertx.core.buffer.Buffer;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.PduException;
import org.radbridge.dicom.pdu.PresentationDataValue;

/**
 * Puts the PDVs of an association together to messages, PS3.8 annex E and PS3.7 §6.3: a command set
 * is gathered, up to a limit; the fragments of a data set pass through one by one. Confined to one
 * thread.
 */
public final class MessageAssembler {

    /** No command set that DIMSE defines comes near. */
    public static final int MAXIMUM_COMMAND_LENGTH = 64 * 1024;

    private enum Expecting {
        COMMAND,
        MORE_COMMAND,
        DATA
    }

    private Expecting expecting = Expecting.COMMAND;
    private int contextId;
    private Buffer command = Buffer.buffer();

    /**
     * Takes the next PDV.
     *
     * @throws PduException when the PDV does not continue the message under way: another context,
     *     data before its command, a command that is too long or is none
     */
    public MessagePart accept(PresentationDataValue value) throws PduException {
        if (expecting != Expecting.COMMAND && value.presentationContextId() != contextId) {
            throw new PduException(
                    AbortReason.UNEXPECTED_PDU_PARAMETER,
                    "fragments of two presentation contexts are mixed");
        }
        if (value.command() == (expecting == Expecting.DATA)) {
            throw new PduException(
                    AbortReason.UNEXPECTED_PDU_PARAMETER,
                    value.command()
                            ? "command fragment within a data set"
                            : "data without command");
        }
        contextId = value.presentationContextId();
        return value.command() ? acceptCommand(value) : acceptData(value);
    }

    /** Whether a message has begun and not ended. */
    public boolean isWithinMessage() {
        return expecting != Expecting.COMMAND;
    }

    private MessagePart acceptCommand(PresentationDataValue value) throws PduException {
        if (command.length() + value.fragment().length() > MAXIMUM_COMMAND_LENGTH) {
            throw new PduException(AbortReason.INVALID_PDU_PARAMETER_VALUE, "command set too long");
        }
        command.appendBuffer(value.fragment());
        if (!value.last()) {
            expecting = Expecting.MORE_COMMAND;
            return new MessagePart.Incomplete();
        }
        CommandSet commandSet = decode(command);
        command = Buffer.buffer();
        expecting = commandSet.hasDataSet() ? Expecting.DATA : Expecting.COMMAND;
        return new MessagePart.Command(contextId, commandSet);
    }

    private MessagePart acceptData(PresentationDataValue value) {
        if (value.last()) {
            expecting = Expecting.COMMAND;
        }
        return new MessagePart.DataFragment(value.fragment(), value.last());
    }

    private static CommandSet decode(Buffer bytes) throws PduException {
        try {
            return CommandSetCodec.decode(bytes);
        } catch (DimseException malformed) {
            throw new PduException(
                    AbortReason.INVALID_PDU_PARAMETER_VALUE, malformed.status().toString());
        }
    }
}
