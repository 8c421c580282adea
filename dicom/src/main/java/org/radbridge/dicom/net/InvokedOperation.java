package org.radbridge.dicom.net;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.DimseStatus;

/** An operation that this side asks of the peer. */
record InvokedOperation(PresentationContext context, Content content, Promise<DimseStatus> result) {

    /** What is asked. */
    sealed interface Content {

        /** C-ECHO-RQ, PS3.7 §9.3.5.1. */
        record Echo() implements Content {}

        /** C-STORE-RQ with the whole data set. */
        record StoreWhole(CStoreRequest request, Buffer dataSet) implements Content {}

        /** C-STORE-RQ with a data set that is read while it is sent. */
        record StoreStream(CStoreRequest request, ReadStream<Buffer> dataSet) implements Content {}
    }

    static InvokedOperation of(PresentationContext context, Content content) {
        return new InvokedOperation(context, content, Promise.promise());
    }

    CommandSet command(int messageId) {
        return switch (content) {
            case Content.Echo() ->
                    CommandSet.builder(CommandField.C_ECHO_RQ)
                            .put(CommandElement.AFFECTED_SOP_CLASS_UID, Uid.Verification)
                            .put(CommandElement.MESSAGE_ID, messageId)
                            .build(false);
            case Content.StoreWhole(CStoreRequest request, _) -> storeCommand(request, messageId);
            case Content.StoreStream(CStoreRequest request, _) -> storeCommand(request, messageId);
        };
    }

    /** C-STORE-RQ, PS3.7 §9.3.1.1. */
    private static CommandSet storeCommand(CStoreRequest request, int messageId) {
        CommandSet.Builder command =
                CommandSet.builder(CommandField.C_STORE_RQ)
                        .put(CommandElement.AFFECTED_SOP_CLASS_UID, request.sopClassUid())
                        .put(CommandElement.MESSAGE_ID, messageId)
                        .put(CommandElement.PRIORITY, request.priority().code())
                        .put(CommandElement.AFFECTED_SOP_INSTANCE_UID, request.sopInstanceUid());
        Optional<CStoreRequest.MoveOriginator> originator = request.moveOriginator();
        originator.ifPresent(mover ->
                command.put(
                                CommandElement.MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE,
                                mover.aeTitle())
                        .put(CommandElement.MOVE_ORIGINATOR_MESSAGE_ID, mover.messageId()));
        return command.build(true);
    }
}
