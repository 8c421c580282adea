package org.radbridge.dicom.net;

import java.util.Optional;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.CStoreRequest.Priority;

/** Chooses who performs a request, and checks that there is somebody. On its event loop. */
final class OperationStarter {

    private final EventLoop loop;
    private final PerformedServices services;
    private final MessageExchange exchange;

    OperationStarter(EventLoop loop, PerformedServices services, MessageExchange exchange) {
        this.loop = loop;
        this.services = services;
        this.exchange = exchange;
    }

    PerformedOperation begin(PresentationContext context, CommandSet request, Progress progress) {
        return switch (request.commandField()) {
            case CommandField.C_ECHO_RQ -> echo(context);
            case CommandField.C_STORE_RQ -> store(context, request);
            case CommandField.C_FIND_RQ -> find(context, request, progress);
            case CommandField.C_MOVE_RQ -> move(context, request, progress);
            case CommandField.C_GET_RQ -> get(context, request, progress);
            case CommandField.N_EVENT_REPORT_RQ,
                    CommandField.N_GET_RQ,
                    CommandField.N_SET_RQ,
                    CommandField.N_ACTION_RQ,
                    CommandField.N_CREATE_RQ,
                    CommandField.N_DELETE_RQ ->
                    normalized(context, request);
            default -> PerformedOperation.refuse(DimseStatus.UNRECOGNIZED_OPERATION);
        };
    }

    private PerformedOperation echo(PresentationContext context) {
        if (services.echo().isEmpty() || !context.abstractSyntax().equals(Uid.Verification)) {
            return PerformedOperation.refuse(DimseStatus.SOP_CLASS_NOT_SUPPORTED);
        }
        CEchoScp scp = services.echo().get();
        return performing(context, _ -> scp.echo(exchange.association()).map(Response::of));
    }

    private PerformedOperation store(PresentationContext context, CommandSet request) {
        if (!request.hasDataSet()) {
            return PerformedOperation.refuse(
                    DimseStatus.MISTYPED_ARGUMENT.withComment("C-STORE without data set"));
        }
        Optional<CStoreScp> scp = services.store();
        boolean served =
                scp.isPresent()
                        && namesContext(request, context)
                        && !context.abstractSyntax().equals(Uid.Verification);
        if (!served) {
            return PerformedOperation.refuse(DimseStatus.SOP_CLASS_NOT_SUPPORTED);
        }
        Optional<String> sopInstance =
                request.string(CommandElement.AFFECTED_SOP_INSTANCE_UID).filter(Uid::isValid);
        if (sopInstance.isEmpty()) {
            return PerformedOperation.refuse(DimseStatus.INVALID_SOP_INSTANCE);
        }
        return StoreOperation.begin(
                loop,
                scp.get(),
                storeRequest(context, request, sopInstance.get()),
                exchange.association(),
                exchange::handlerFailed);
    }

    private static CStoreRequest storeRequest(
            PresentationContext context, CommandSet request, String sopInstanceUid) {
        return new CStoreRequest(
                context.abstractSyntax(),
                sopInstanceUid,
                TransferSyntax.of(context.transferSyntax()),
                priority(request),
                request.string(CommandElement.MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE)
                        .map(aeTitle ->
                                new CStoreRequest.MoveOriginator(
                                        aeTitle,
                                        request.integer(CommandElement.MOVE_ORIGINATOR_MESSAGE_ID)
                                                .orElse(0))));
    }

    private PerformedOperation find(
            PresentationContext context, CommandSet request, Progress progress) {
        CFindScp scp = services.queryRetrieve().find().get(context.abstractSyntax());
        if (scp == null) {
            return PerformedOperation.refuse(DimseStatus.UNRECOGNIZED_OPERATION);
        }
        if (!namesContext(request, context)) {
            return PerformedOperation.refuse(DimseStatus.SOP_CLASS_NOT_SUPPORTED);
        }
        return performing(
                context,
                identifier ->
                        scp.find(
                                        new CFindRequest(
                                                context.abstractSyntax(),
                                                priority(request),
                                                required(identifier)),
                                        new SentMatches(loop, progress),
                                        exchange.association())
                                .map(Response::of));
    }

    private PerformedOperation move(
            PresentationContext context, CommandSet request, Progress progress) {
        RetrieveScp scp = services.queryRetrieve().move().get(context.abstractSyntax());
        if (scp == null) {
            return PerformedOperation.refuse(DimseStatus.UNRECOGNIZED_OPERATION);
        }
        if (!namesContext(request, context)) {
            return PerformedOperation.refuse(DimseStatus.SOP_CLASS_NOT_SUPPORTED);
        }
        Optional<String> destination = request.string(CommandElement.MOVE_DESTINATION);
        if (destination.isEmpty()) {
            return PerformedOperation.refuse(DimseStatus.MOVE_DESTINATION_UNKNOWN);
        }
        return performing(
                context,
                identifier ->
                        MoveTarget.resolve(
                                        loop,
                                        services.queryRetrieve().moveDestinations(),
                                        destination.get(),
                                        exchange.association(),
                                        request.messageId())
                                .compose(target ->
                                        new RetrieveOperation(
                                                        loop,
                                                        scp,
                                                        new RetrieveRequest.CMove(
                                                                context.abstractSyntax(),
                                                                priority(request),
                                                                destination.get(),
                                                                required(identifier)),
                                                        target,
                                                        exchange,
                                                        progress)
                                                .perform()));
    }

    private PerformedOperation get(
            PresentationContext context, CommandSet request, Progress progress) {
        RetrieveScp scp = services.queryRetrieve().get().get(context.abstractSyntax());
        if (scp == null) {
            return PerformedOperation.refuse(DimseStatus.UNRECOGNIZED_OPERATION);
        }
        if (!namesContext(request, context)) {
            return PerformedOperation.refuse(DimseStatus.SOP_CLASS_NOT_SUPPORTED);
        }
        return performing(
                context,
                identifier ->
                        new RetrieveOperation(
                                        loop,
                                        scp,
                                        new RetrieveRequest.CGet(
                                                context.abstractSyntax(),
                                                priority(request),
                                                required(identifier)),
                                        new GetTarget(exchange),
                                        exchange,
                                        progress)
                                .perform());
    }

    /** A meta SOP class may be negotiated for another, so only the request's own class counts. */
    private PerformedOperation normalized(PresentationContext context, CommandSet request) {
        Optional<NormalizedScp> scp =
                NormalizedMessages.sopClassUid(request).map(services.normalized()::get);
        if (scp.isEmpty()) {
            return PerformedOperation.refuse(
                    services.normalized().containsKey(context.abstractSyntax())
                            ? DimseStatus.NO_SUCH_SOP_CLASS
                            : DimseStatus.SOP_CLASS_NOT_SUPPORTED);
        }
        return performing(
                context,
                dataSet ->
                        scp.get()
                                .perform(NormalizedMessages.request(request, dataSet), exchange)
                                .map(answer -> NormalizedMessages.response(request, answer)));
    }

    private PerformedOperation performing(PresentationContext context, DataSetOperation.Body body) {
        return new DataSetOperation(loop, context, body, exchange::handlerFailed);
    }

    private static boolean namesContext(CommandSet request, PresentationContext context) {
        return request.string(CommandElement.AFFECTED_SOP_CLASS_UID)
                .equals(Optional.of(context.abstractSyntax()));
    }

    private static Priority priority(CommandSet request) {
        return Priority.of(request.integer(CommandElement.PRIORITY).orElse(0));
    }

    private static DataSet required(Optional<DataSet> identifier) {
        return identifier.orElseThrow(() ->
                new DimseException(
                        DimseStatus.IDENTIFIER_DOES_NOT_MATCH_SOP_CLASS.withComment(
                                "no identifier")));
    }
}
