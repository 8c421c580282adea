package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.DimseStatus;

/** Requests of DIMSE-C (PS3.7 §9.3) and DIMSE-N (§10.3) as operations to be invoked. Pure. */
final class DimseRequests {

    private DimseRequests() {}

    static InvokedOperation<DimseStatus> echo(PresentationContext context) {
        return InvokedOperation.of(
                context,
                messageId ->
                        CommandSet.builder(CommandField.C_ECHO_RQ)
                                .put(CommandElement.AFFECTED_SOP_CLASS_UID, Uid.Verification)
                                .put(CommandElement.MESSAGE_ID, messageId)
                                .build(false),
                new Payload.None(),
                (response, _) -> status(response));
    }

    static InvokedOperation<DimseStatus> store(
            PresentationContext context, CStoreRequest request, Payload payload) {
        return InvokedOperation.of(
                context,
                messageId -> storeCommand(request, messageId),
                payload,
                (response, _) -> status(response));
    }

    static InvokedOperation<DimseStatus> find(
            PresentationContext context, CFindRequest request, MatchHandler matches) {
        return InvokedOperation.of(
                context,
                messageId ->
                        command(
                                        CommandField.C_FIND_RQ,
                                        messageId,
                                        request.sopClassUid(),
                                        request.priority())
                                .build(true),
                whole(request.identifier(), context),
                (_, match) -> match.map(matches::match).orElseGet(Future::succeededFuture),
                (response, _) -> status(response));
    }

    static InvokedOperation<RetrieveResult> retrieve(
            PresentationContext context,
            RetrieveRequest request,
            Consumer<SubOperations> progress) {
        return InvokedOperation.of(
                context,
                messageId -> retrieveCommand(request, messageId),
                whole(request.identifier(), context),
                (response, _) -> {
                    progress.accept(SubOperations.of(response));
                    return Future.succeededFuture();
                },
                (response, dataSet) ->
                        new RetrieveResult(
                                status(response),
                                SubOperations.of(response),
                                failedInstances(dataSet)));
    }

    static InvokedOperation<NResponse> normalized(PresentationContext context, NRequest request) {
        Payload payload =
                NormalizedMessages.dataSet(request)
                        .map(dataSet -> whole(dataSet, context))
                        .orElseGet(Payload.None::new);
        return InvokedOperation.of(
                context,
                messageId -> NormalizedMessages.command(request, messageId),
                payload,
                NormalizedMessages::response);
    }

    /** C-STORE-RQ, PS3.7 §9.3.1.1. */
    private static CommandSet storeCommand(CStoreRequest request, int messageId) {
        CommandSet.Builder command =
                command(
                                CommandField.C_STORE_RQ,
                                messageId,
                                request.sopClassUid(),
                                request.priority())
                        .put(CommandElement.AFFECTED_SOP_INSTANCE_UID, request.sopInstanceUid());
        Optional<CStoreRequest.MoveOriginator> originator = request.moveOriginator();
        originator.ifPresent(mover ->
                command.put(
                                CommandElement.MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE,
                                mover.aeTitle())
                        .put(CommandElement.MOVE_ORIGINATOR_MESSAGE_ID, mover.messageId()));
        return command.build(true);
    }

    private static CommandSet retrieveCommand(RetrieveRequest request, int messageId) {
        return switch (request) {
            case RetrieveRequest.CMove(var sopClass, var priority, var destination, _) ->
                    command(CommandField.C_MOVE_RQ, messageId, sopClass, priority)
                            .put(CommandElement.MOVE_DESTINATION, destination)
                            .build(true);
            case RetrieveRequest.CGet(var sopClass, var priority, _) ->
                    command(CommandField.C_GET_RQ, messageId, sopClass, priority).build(true);
        };
    }

    private static CommandSet.Builder command(
            int field, int messageId, String sopClassUid, CStoreRequest.Priority priority) {
        return CommandSet.builder(field)
                .put(CommandElement.AFFECTED_SOP_CLASS_UID, sopClassUid)
                .put(CommandElement.MESSAGE_ID, messageId)
                .put(CommandElement.PRIORITY, priority.code());
    }

    private static Payload whole(DataSet dataSet, PresentationContext context) {
        Buffer bytes = DataSetReader.encode(dataSet, context);
        return new Payload.Whole(bytes);
    }

    private static DimseStatus status(CommandSet response) {
        return response.status().orElse(DimseStatus.PROCESSING_FAILURE);
    }

    private static List<String> failedInstances(Optional<DataSet> dataSet) {
        return dataSet.map(identifier -> identifier.strings(Tag.FailedSOPInstanceUIDList))
                .orElse(List.of());
    }
}
