package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.association.Negotiation;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.association.PresentationContexts;
import org.radbridge.dicom.association.Role;
import org.radbridge.dicom.association.State;
import org.radbridge.dicom.dimse.MessageAssembler;
import org.radbridge.dicom.dimse.MessagePart;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.PDataTf;
import org.radbridge.dicom.pdu.PduException;
import org.radbridge.dicom.pdu.PresentationDataValue;
import org.radbridge.dicom.pdu.RejectReason;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationClassUid;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationVersionName;

/** One connection to a {@link DicomServer}, from its first byte to its last. On its event loop. */
final class ServerAssociation implements UpperLayerUser {

    private final EventLoop loop;
    private final NetSocket socket;
    private final ServerContext server;
    private final UpperLayer upperLayer;
    private final MessageAssembler assembler = new MessageAssembler();
    private final Timer idle;
    private @Nullable DimseProvider provider;
    private @Nullable AssociationInfo info;
    private boolean admitted;

    ServerAssociation(EventLoop loop, NetSocket socket, ServerContext server) {
        this.loop = loop;
        this.socket = socket;
        this.server = server;
        this.upperLayer =
                new UpperLayer(
                        loop,
                        socket,
                        Role.ACCEPTOR,
                        server.options().maximumPduLength(),
                        server.options().artimTimeout(),
                        this);
        this.idle = loop.timer(server.options().idleTimeout(), this::checkIdle);
    }

    void begin() {
        upperLayer.accept();
    }

    /** Ends the association as soon as no operation is under way; from any thread. */
    void requestStop() {
        loop.execute(this::stop);
    }

    /** Ends the association now; from any thread. */
    void requestStopNow() {
        loop.execute(() -> {
            end("server stops");
            upperLayer.close();
        });
    }

    private void stop() {
        DimseProvider current = provider;
        if (current == null || !current.isBusy()) {
            end("server stops");
        }
    }

    @Override
    public Optional<AAssociateRj> refusedByProvider(AAssociateRq request) {
        Optional<AAssociateRj> refused = server.negotiator().refusedByProvider(request);
        refused.ifPresent(answer -> server.listener().rejected(caller(request), answer));
        return refused;
    }

    @Override
    public void associateIndication(AAssociateRq request) {
        Caller caller = caller(request);
        Negotiation negotiation = server.negotiator().negotiate(request);
        switch (negotiation) {
            case Negotiation.Reject(AAssociateRj answer) -> reject(caller, answer);
            case Negotiation.Accept accept -> {
                admitted = server.admit();
                if (!admitted) {
                    reject(
                            caller,
                            AAssociateRj.transientRejection(RejectReason.LOCAL_LIMIT_EXCEEDED));
                    return;
                }
                loop.bring(server.decide(caller))
                        .onComplete(decision -> answer(caller, accept, decision.result()));
            }
        }
    }

    private void answer(Caller caller, Negotiation.Accept accept, CallerDecision decision) {
        if (upperLayer.state() != State.STA3) {
            return;
        }
        switch (decision) {
            case CallerDecision.Rejected(AAssociateRj answer) -> reject(caller, answer);
            case CallerDecision.Accepted() -> {
                if (server.isStopping()) {
                    reject(
                            caller,
                            AAssociateRj.transientRejection(RejectReason.TEMPORARY_CONGESTION));
                    return;
                }
                open(caller, accept);
            }
        }
    }

    private void open(Caller caller, Negotiation.Accept accept) {
        AssociationInfo association = info(caller, accept.contexts());
        long maximumLength = caller.request().userInformation().maximumLength();
        info = association;
        provider =
                new DimseProvider(
                        loop,
                        server,
                        association,
                        new MessageSender(loop, upperLayer, maximumLength, () -> {}));
        upperLayer.acceptProposal(accept.answer());
        server.listener().opened(association);
        idle.restart();
    }

    private void reject(Caller caller, AAssociateRj answer) {
        leavePlace();
        upperLayer.rejectProposal(answer);
        server.listener().rejected(caller, answer);
    }

    @Override
    public Future<Void> dataIndication(PDataTf data) {
        Future<Void> taken = take(data.presentationDataValues().iterator());
        return taken.onComplete(_ -> stopWhenFree());
    }

    /** One PDV after the other; the next only when the last has been taken. */
    private Future<Void> take(Iterator<PresentationDataValue> values) {
        while (values.hasNext()) {
            Future<Void> taken = take(values.next());
            if (!taken.isComplete()) {
                return taken.compose(_ -> take(values));
            }
            if (taken.failed()) {
                return taken;
            }
        }
        return Future.succeededFuture();
    }

    private Future<Void> take(PresentationDataValue value) {
        DimseProvider current = provider;
        if (current == null || upperLayer.state() == State.STA13) {
            return Future.succeededFuture();
        }
        Optional<PresentationContext> context =
                current.association().presentationContexts().byId(value.presentationContextId());
        if (context.isEmpty()) {
            return Future.failedFuture(
                    new PduException(
                            AbortReason.INVALID_PDU_PARAMETER_VALUE,
                            "PDV in presentation context "
                                    + value.presentationContextId()
                                    + ", which was not accepted"));
        }
        try {
            return take(current, context.get(), assembler.accept(value));
        } catch (PduException broken) {
            return Future.failedFuture(broken);
        }
    }

    private static Future<Void> take(
            DimseProvider current, PresentationContext context, MessagePart part)
            throws PduException {
        return switch (part) {
            case MessagePart.Incomplete() -> Future.succeededFuture();
            case MessagePart.Command(_, var command) -> current.command(context, command);
            case MessagePart.DataFragment(var bytes, var last) -> current.data(bytes, last);
        };
    }

    private void stopWhenFree() {
        DimseProvider current = provider;
        if (server.isStopping() && current != null && !current.isBusy()) {
            end("server stops");
        }
    }

    @Override
    public void releaseIndication() {
        AssociationInfo association = info;
        info = null;
        abandon(new AssociationException.Closed());
        upperLayer.acceptRelease();
        if (association != null) {
            server.listener().released(association);
        }
    }

    @Override
    public void abortIndication(AbortCause cause) {
        AssociationInfo association = info;
        info = null;
        if (association == null) {
            server.listener().failedBeforeAssociation(remoteHost(), cause);
            return;
        }
        abandon(new AssociationException.Aborted(cause));
        server.listener().aborted(association, cause);
    }

    @Override
    public void closed() {
        idle.stop();
        leavePlace();
        server.closed(this);
    }

    private void leavePlace() {
        if (admitted) {
            admitted = false;
            server.discharge();
        }
    }

    private void checkIdle() {
        DimseProvider current = provider;
        if (current == null || info == null) {
            return;
        }
        Duration silent = Duration.ofNanos(System.nanoTime() - upperLayer.lastReceived());
        boolean waitsForPeer = !upperLayer.isUserBusy();
        if (waitsForPeer && silent.compareTo(server.options().idleTimeout()) >= 0) {
            end("silent for " + silent.toSeconds() + " s");
            return;
        }
        idle.restart();
    }

    private void end(String reason) {
        AssociationInfo association = info;
        info = null;
        upperLayer.abort();
        if (association != null) {
            AbortCause cause = new AbortCause.Local(reason);
            abandon(new AssociationException.Aborted(cause));
            server.listener().aborted(association, cause);
        } else if (upperLayer.state() == State.STA2) {
            upperLayer.close();
        }
    }

    private void abandon(AssociationException cause) {
        DimseProvider current = provider;
        if (current != null) {
            current.abandon(cause);
        }
    }

    private Caller caller(AAssociateRq request) {
        return new Caller(
                request.callingAeTitle(),
                request.calledAeTitle(),
                remoteHost(),
                socket.remoteAddress().port(),
                socket.isSsl(),
                certificateSubject(),
                request);
    }

    private static AssociationInfo info(Caller caller, PresentationContexts contexts) {
        var userInformation = caller.request().userInformation();
        return new AssociationInfo(
                UUID.randomUUID(),
                caller.callingAeTitle(),
                caller.calledAeTitle(),
                caller.remoteHost(),
                caller.remotePort(),
                caller.tls(),
                userInformation.first(ImplementationClassUid.class).map(item -> item.uid()),
                userInformation.first(ImplementationVersionName.class).map(item -> item.name()),
                contexts);
    }

    private String remoteHost() {
        return Optional.ofNullable(socket.remoteAddress().hostAddress()).orElse("unknown");
    }

    private Optional<String> certificateSubject() {
        if (!socket.isSsl()) {
            return Optional.empty();
        }
        try {
            return socket.peerCertificates().stream()
                    .findFirst()
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .map(certificate -> certificate.getSubjectX500Principal().getName());
        } catch (SSLPeerUnverifiedException noCertificate) {
            return Optional.empty();
        }
    }
}
