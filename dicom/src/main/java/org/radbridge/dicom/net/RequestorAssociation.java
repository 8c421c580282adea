package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.association.PresentationContexts;
import org.radbridge.dicom.association.Role;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.dimse.MessageAssembler;
import org.radbridge.dicom.dimse.MessagePart;
import org.radbridge.dicom.net.InvokedOperation.Content;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.PDataTf;
import org.radbridge.dicom.pdu.PduException;
import org.radbridge.dicom.pdu.PresentationDataValue;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationClassUid;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationVersionName;

/**
 * One association from the requestor's side. Its state is confined to the event loop; what the
 * application holds of it may be used from anywhere.
 */
final class RequestorAssociation implements UpperLayerUser {

    private final EventLoop loop;
    private final NetSocket socket;
    private final AssociationRequest request;
    private final AAssociateRq proposal;
    private final Promise<ClientAssociation> opened;
    private final Promise<Void> released = Promise.promise();
    private final Promise<Void> closed = Promise.promise();
    private final UpperLayer upperLayer;
    private final MessageAssembler assembler = new MessageAssembler();
    private final Timer answerTimer;
    private final Timer releaseTimer;
    private @Nullable DimseInvoker invoker;
    private @Nullable AssociationException over;
    private boolean releasing;

    RequestorAssociation(
            EventLoop loop,
            NetSocket socket,
            AssociationRequest request,
            Promise<ClientAssociation> opened) {
        this.loop = loop;
        this.socket = socket;
        this.request = request;
        this.opened = opened;
        this.proposal = Proposals.of(request);
        this.upperLayer =
                new UpperLayer(
                        loop,
                        socket,
                        Role.REQUESTOR,
                        request.maximumPduLength(),
                        request.connectTimeout(),
                        this);
        this.answerTimer =
                loop.timer(request.connectTimeout(), () -> end("no answer to the proposal"));
        this.releaseTimer =
                loop.timer(request.operationTimeout(), () -> end("no answer to the release"));
    }

    void begin() {
        answerTimer.restart();
        upperLayer.propose(proposal);
    }

    @Override
    public void associateAccepted(AAssociateAc answer) {
        answerTimer.stop();
        invoker =
                new DimseInvoker(
                        loop,
                        upperLayer,
                        answer.userInformation().maximumLength(),
                        request.operationTimeout(),
                        this::end,
                        this::releaseWhenIdle);
        opened.tryComplete(new Open(info(answer)));
    }

    @Override
    public void associateRejected(AAssociateRj answer) {
        over(new AssociationException.Rejected(answer));
    }

    @Override
    public Future<Void> dataIndication(PDataTf data) {
        try {
            for (PresentationDataValue value : data.presentationDataValues()) {
                take(value);
            }
            return Future.succeededFuture();
        } catch (PduException broken) {
            return Future.failedFuture(broken);
        }
    }

    private void take(PresentationDataValue value) throws PduException {
        DimseInvoker current = invoker;
        if (current == null) {
            return;
        }
        switch (assembler.accept(value)) {
            case MessagePart.Incomplete() -> {
                // More of the command set is to come.
            }
            case MessagePart.Command(_, var command) -> current.answered(command);
            case MessagePart.DataFragment _ ->
                    throw new PduException(
                            AbortReason.UNEXPECTED_PDU_PARAMETER, "data set in a response");
        }
    }

    @Override
    public void releaseIndication() {
        upperLayer.acceptRelease();
        if (!releasing) {
            released.tryComplete();
            over(new AssociationException.Closed());
        }
    }

    @Override
    public void releaseConfirmation() {
        released.tryComplete();
        over(new AssociationException.Closed());
    }

    @Override
    public void abortIndication(AbortCause cause) {
        over(new AssociationException.Aborted(cause));
    }

    @Override
    public void closed() {
        over(new AssociationException.Closed());
        closed.tryComplete();
    }

    private void end(String reason) {
        upperLayer.abort();
        over(new AssociationException.Aborted(new AbortCause.Local(reason)));
    }

    /** The first reason stays; everything that still waits learns it. */
    private void over(AssociationException cause) {
        if (over != null) {
            return;
        }
        over = cause;
        answerTimer.stop();
        releaseTimer.stop();
        opened.tryFail(cause);
        released.tryFail(cause);
        if (invoker != null) {
            invoker.fail(cause);
        }
    }

    private void releaseWhenIdle() {
        DimseInvoker current = invoker;
        if (releasing && over == null && current != null && current.isIdle()) {
            releaseTimer.restart();
            upperLayer.release();
        }
    }

    private AssociationInfo info(AAssociateAc answer) {
        var userInformation = answer.userInformation();
        return new AssociationInfo(
                UUID.randomUUID(),
                request.callingAeTitle(),
                request.calledAeTitle(),
                Optional.ofNullable(socket.remoteAddress().hostAddress()).orElse(request.host()),
                request.port(),
                socket.isSsl(),
                userInformation.first(ImplementationClassUid.class).map(item -> item.uid()),
                userInformation.first(ImplementationVersionName.class).map(item -> item.name()),
                PresentationContexts.of(proposal, answer));
    }

    private Future<DimseStatus> invoke(InvokedOperation operation) {
        loop.execute(() -> {
            DimseInvoker current = invoker;
            if (over != null) {
                operation.result().fail(over);
            } else if (releasing || current == null) {
                operation.result().fail(new AssociationException.Closed());
            } else {
                current.invoke(operation);
            }
        });
        return operation.result().future();
    }

    /** What the application holds. */
    private final class Open implements ClientAssociation {

        private final AssociationInfo info;

        Open(AssociationInfo info) {
            this.info = info;
        }

        @Override
        public AssociationInfo info() {
            return info;
        }

        @Override
        public Future<DimseStatus> echo() {
            return info.presentationContexts()
                    .forAbstractSyntax(Uid.Verification)
                    .map(context -> invoke(InvokedOperation.of(context, new Content.Echo())))
                    .orElseGet(() -> noContext(Uid.Verification, Uid.ImplicitVRLittleEndian));
        }

        @Override
        public Future<DimseStatus> store(CStoreRequest store, Buffer dataSet) {
            return store(store, new Content.StoreWhole(store, dataSet));
        }

        @Override
        public Future<DimseStatus> store(CStoreRequest store, ReadStream<Buffer> dataSet) {
            dataSet.pause();
            return store(store, new Content.StoreStream(store, dataSet));
        }

        private Future<DimseStatus> store(CStoreRequest store, Content content) {
            Optional<PresentationContext> context =
                    info.presentationContexts()
                            .find(store.sopClassUid(), store.transferSyntax().uid());
            return context.map(found -> invoke(InvokedOperation.of(found, content)))
                    .orElseGet(() -> noContext(store.sopClassUid(), store.transferSyntax().uid()));
        }

        private Future<DimseStatus> noContext(String abstractSyntax, String transferSyntax) {
            return Future.failedFuture(
                    new AssociationException.NoPresentationContext(abstractSyntax, transferSyntax));
        }

        @Override
        public Future<Void> release() {
            loop.execute(() -> {
                if (!releasing) {
                    releasing = true;
                    releaseWhenIdle();
                }
            });
            return released.future();
        }

        @Override
        public void abort() {
            loop.execute(() -> end("aborted by this side"));
        }

        @Override
        public Future<Void> closed() {
            return closed.future();
        }
    }
}
