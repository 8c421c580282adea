package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.association.Role;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.PDataTf;

/**
 * One association from the requestor's side. Its state is confined to the event loop; what the
 * application holds of it may be used from anywhere.
 */
final class RequestorAssociation implements UpperLayerUser {

    private static final System.Logger LOGGER =
            System.getLogger(RequestorAssociation.class.getName());

    private final EventLoop loop;
    private final NetSocket socket;
    private final AssociationRequest request;
    private final AAssociateRq proposal;
    private final Promise<ClientAssociation> opened;
    private final Promise<Void> released = Promise.promise();
    private final Promise<Void> closed = Promise.promise();
    private final UpperLayer upperLayer;
    private final Timer answerTimer;
    private final Timer releaseTimer;
    private @Nullable MessageExchange exchange;
    private @Nullable AssociationException over;
    private boolean releasing;
    private boolean peerReleases;

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
        AssociationInfo association =
                AssociationInfos.opened(
                        proposal,
                        answer,
                        Optional.ofNullable(socket.remoteAddress().hostAddress())
                                .orElse(request.host()),
                        request.port(),
                        socket.isSsl());
        MessageExchange opening =
                new MessageExchange(
                        loop,
                        upperLayer,
                        association,
                        new PerformedServices(
                                Optional.empty(),
                                request.store(),
                                QueryRetrieveServices.NONE,
                                request.normalized()),
                        new MessageExchange.Terms(
                                answer.userInformation().maximumLength(),
                                association.operationsWindow().invoked(),
                                association.operationsWindow().performed(),
                                request.operationTimeout()),
                        failure -> LOGGER.log(Level.WARNING, "dicom-handler-failed", failure),
                        this::end,
                        this::becameFree);
        exchange = opening;
        opened.tryComplete(new OpenAssociation(this, opening));
    }

    @Override
    public void associateRejected(AAssociateRj answer) {
        over(new AssociationException.Rejected(answer));
    }

    @Override
    public Future<Void> dataIndication(PDataTf data) {
        MessageExchange current = exchange;
        return current == null ? Future.succeededFuture() : current.data(data);
    }

    /**
     * The acceptor ends the association, which it seldom does: what it is performing for us will
     * not be answered, what we perform for it is. When both sides release at once, the table
     * decides.
     */
    @Override
    public void releaseIndication() {
        MessageExchange current = exchange;
        if (releasing || current == null) {
            upperLayer.acceptRelease();
            return;
        }
        peerReleases = true;
        current.peerReleases();
        if (!current.isBusy()) {
            acceptRelease();
        }
    }

    private void acceptRelease() {
        upperLayer.acceptRelease();
        released.tryComplete();
        over(new AssociationException.Closed());
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
        if (exchange != null) {
            exchange.end(cause);
        }
    }

    private void becameFree() {
        if (peerReleases && over == null) {
            acceptRelease();
        } else {
            releaseWhenFree();
        }
    }

    private void releaseWhenFree() {
        MessageExchange current = exchange;
        if (releasing && over == null && current != null && !current.isBusy()) {
            releaseTimer.restart();
            upperLayer.release();
        }
    }

    /** From any thread. */
    void invoke(InvokedOperation<?> operation) {
        loop.execute(() -> {
            MessageExchange current = exchange;
            if (over != null) {
                operation.result().tryFail(over);
            } else if (releasing || current == null) {
                operation.result().tryFail(new AssociationException.Closed());
            } else {
                current.invoke(operation);
            }
        });
    }

    /** From any thread. */
    void cancel(InvokedOperation<?> operation) {
        loop.execute(() -> {
            if (exchange != null && over == null) {
                exchange.cancel(operation);
            }
        });
    }

    /** From any thread. */
    Future<Void> release() {
        loop.execute(() -> {
            if (!releasing && !peerReleases) {
                releasing = true;
                releaseWhenFree();
            }
        });
        return released.future();
    }

    /** From any thread. */
    void abort() {
        loop.execute(() -> end("aborted by this side"));
    }

    /** Completes when the connection is gone. */
    Future<Void> gone() {
        return closed.future();
    }
}
