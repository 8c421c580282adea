package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.PduException;

/**
 * Performs the operations that a requestor invokes, one at a time (PS3.7 §7), and answers each.
 * Confined to its association's event loop.
 */
final class DimseProvider {

    private final EventLoop loop;
    private final ServerContext server;
    private final AssociationInfo association;
    private final MessageSender sender;
    private @Nullable Receiving receiving;
    private boolean answering;

    /** A request whose data set is coming in. */
    private record Receiving(
            PresentationContext context, CommandSet request, StoreOperation operation) {}

    DimseProvider(
            EventLoop loop,
            ServerContext server,
            AssociationInfo association,
            MessageSender sender) {
        this.loop = loop;
        this.server = server;
        this.association = association;
        this.sender = sender;
    }

    AssociationInfo association() {
        return association;
    }

    /** Whether an operation has begun and not been answered. */
    boolean isBusy() {
        return receiving != null || answering;
    }

    Future<Void> command(PresentationContext context, CommandSet command) throws PduException {
        int field = command.commandField();
        if (CommandField.isResponse(field)) {
            throw new PduException(
                    AbortReason.UNEXPECTED_PDU_PARAMETER, "response to no request of ours");
        }
        if (field == CommandField.C_CANCEL_RQ) {
            return Future.succeededFuture();
        }
        if (command.hasDataSet()) {
            receiving = new Receiving(context, command, begin(context, command));
            return Future.succeededFuture();
        }
        answering = true;
        return performWithoutDataSet(context, command)
                .map(status -> answer(context, command, status));
    }

    Future<Void> data(Buffer bytes, boolean last) throws PduException {
        Receiving current = receiving;
        if (current == null) {
            throw new PduException(AbortReason.UNEXPECTED_PDU_PARAMETER, "data without a request");
        }
        Future<Void> taken = current.operation.data(bytes);
        if (!last) {
            return taken;
        }
        return taken.compose(_ -> current.operation.complete())
                .map(status -> answer(current.context, current.request, status));
    }

    /** The association ended: nothing is answered any more. */
    void abandon(AssociationException cause) {
        Receiving current = receiving;
        receiving = null;
        if (current != null) {
            current.operation.abort(cause);
        }
    }

    private Future<DimseStatus> performWithoutDataSet(
            PresentationContext context, CommandSet command) {
        return switch (command.commandField()) {
            case CommandField.C_ECHO_RQ -> echo(context);
            case CommandField.C_STORE_RQ ->
                    Future.succeededFuture(
                            DimseStatus.MISTYPED_ARGUMENT.withComment("C-STORE without data set"));
            default -> Future.succeededFuture(DimseStatus.UNRECOGNIZED_OPERATION);
        };
    }

    private Future<DimseStatus> echo(PresentationContext context) {
        if (!context.abstractSyntax().equals(Uid.Verification)) {
            return Future.succeededFuture(DimseStatus.SOP_CLASS_NOT_SUPPORTED);
        }
        try {
            return loop.bring(server.services().echo().echo(association)).otherwise(this::failed);
        } catch (Throwable failure) {
            return Future.succeededFuture(failed(failure));
        }
    }

    private DimseStatus failed(Throwable failure) {
        server.listener().handlerFailed(association, failure);
        return failure instanceof DimseException refusal
                ? refusal.status()
                : DimseStatus.PROCESSING_FAILURE;
    }

    private StoreOperation begin(PresentationContext context, CommandSet command) {
        if (command.commandField() != CommandField.C_STORE_RQ) {
            return StoreOperation.refuse(loop, DimseStatus.UNRECOGNIZED_OPERATION);
        }
        Optional<String> sopClass = command.string(CommandElement.AFFECTED_SOP_CLASS_UID);
        Optional<CStoreScp> scp = server.services().store();
        boolean served =
                scp.isPresent()
                        && sopClass.equals(Optional.of(context.abstractSyntax()))
                        && !context.abstractSyntax().equals(Uid.Verification);
        if (!served) {
            return StoreOperation.refuse(loop, DimseStatus.SOP_CLASS_NOT_SUPPORTED);
        }
        Optional<String> sopInstance =
                command.string(CommandElement.AFFECTED_SOP_INSTANCE_UID).filter(Uid::isValid);
        if (sopInstance.isEmpty()) {
            return StoreOperation.refuse(loop, DimseStatus.INVALID_SOP_INSTANCE);
        }
        return StoreOperation.begin(
                loop,
                scp.get(),
                request(context, command, sopInstance.get()),
                association,
                failure -> server.listener().handlerFailed(association, failure));
    }

    private static CStoreRequest request(
            PresentationContext context, CommandSet command, String sopInstanceUid) {
        return new CStoreRequest(
                context.abstractSyntax(),
                sopInstanceUid,
                TransferSyntax.of(context.transferSyntax()),
                CStoreRequest.Priority.of(command.integer(CommandElement.PRIORITY).orElse(0)),
                command.string(CommandElement.MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE)
                        .map(aeTitle ->
                                new CStoreRequest.MoveOriginator(
                                        aeTitle,
                                        command.integer(CommandElement.MOVE_ORIGINATOR_MESSAGE_ID)
                                                .orElse(0))));
    }

    private @Nullable Void answer(
            PresentationContext context, CommandSet request, DimseStatus status) {
        receiving = null;
        answering = false;
        sender.send(context.id(), response(request, status));
        return null;
    }

    /** PS3.7 §9.3: a response names what its request named. */
    private static CommandSet response(CommandSet request, DimseStatus status) {
        CommandSet.Builder response =
                CommandSet.builder(request.commandField() | CommandField.RESPONSE)
                        .put(CommandElement.MESSAGE_ID_BEING_RESPONDED_TO, request.messageId())
                        .put(CommandElement.STATUS, status.code());
        request.string(CommandElement.AFFECTED_SOP_CLASS_UID)
                .ifPresent(uid -> response.put(CommandElement.AFFECTED_SOP_CLASS_UID, uid));
        request.string(CommandElement.AFFECTED_SOP_INSTANCE_UID)
                .ifPresent(uid -> response.put(CommandElement.AFFECTED_SOP_INSTANCE_UID, uid));
        status.errorComment()
                .ifPresent(comment -> response.put(CommandElement.ERROR_COMMENT, comment));
        return response.build(false);
    }
}
