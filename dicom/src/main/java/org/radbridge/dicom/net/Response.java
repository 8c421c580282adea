package org.radbridge.dicom.net;

import java.util.Optional;
import java.util.function.Consumer;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * What is answered to a request.
 *
 * @param elements adds what the command set has beside that of every response
 */
record Response(
        DimseStatus status, Consumer<CommandSet.Builder> elements, Optional<DataSet> dataSet) {

    static Response of(DimseStatus status) {
        return new Response(status, _ -> {}, Optional.empty());
    }

    static Response of(DimseStatus status, DataSet dataSet) {
        return new Response(status, _ -> {}, Optional.of(dataSet));
    }

    /** PS3.7 §9.3 and §10.3: a response names what its request named. */
    CommandSet command(CommandSet request) {
        CommandSet.Builder response =
                CommandSet.builder(request.commandField() | CommandField.RESPONSE)
                        .put(CommandElement.MESSAGE_ID_BEING_RESPONDED_TO, request.messageId())
                        .put(CommandElement.STATUS, status.code());
        request.string(CommandElement.AFFECTED_SOP_CLASS_UID)
                .or(() -> request.string(CommandElement.REQUESTED_SOP_CLASS_UID))
                .ifPresent(uid -> response.put(CommandElement.AFFECTED_SOP_CLASS_UID, uid));
        request.string(CommandElement.AFFECTED_SOP_INSTANCE_UID)
                .or(() -> request.string(CommandElement.REQUESTED_SOP_INSTANCE_UID))
                .ifPresent(uid -> response.put(CommandElement.AFFECTED_SOP_INSTANCE_UID, uid));
        status.errorComment()
                .ifPresent(comment -> response.put(CommandElement.ERROR_COMMENT, comment));
        elements.accept(response);
        return response.build(dataSet.isPresent());
    }
}
