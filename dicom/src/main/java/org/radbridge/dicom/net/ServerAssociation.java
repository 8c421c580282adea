package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.association.Negotiation;
import org.radbridge.dicom.association.Role;
import org.radbridge.dicom.association.State;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.PDataTf;
import org.radbridge.dicom.pdu.RejectReason;

/** One connection to a {@link DicomServer}, from its first byte to its last. On its event loop. */
final class ServerAssociation implements UpperLayerUser {

    private final EventLoop loop;
    private final NetSocket socket;
    private final ServerContext server;
    private final UpperLayer upperLayer;
    private final Timer idle;
    private @Nullable MessageExchange exchange;
    private @Nullable AssociationInfo info;
    private boolean admitted;
    private boolean releasing;

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
        loop.execute(this::stopWhenFree);
    }

    /** Ends the association now; from any thread. */
    void requestStopNow() {
        loop.execute(() -> {
            end("server stops");
            upperLayer.close();
        });
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
                loop.bring(server.decide(caller, accept.answer()))
                        .onComplete(decision -> answer(caller, decision.result()));
            }
        }
    }

    private void answer(Caller caller, Admission decision) {
        if (upperLayer.state() != State.STA3) {
            return;
        }
        switch (decision) {
            case Admission.Rejected(AAssociateRj answer) -> reject(caller, answer);
            case Admission.Admitted(AAssociateAc answer, var userName) -> {
                if (server.isStopping()) {
                    reject(
                            caller,
                            AAssociateRj.transientRejection(RejectReason.TEMPORARY_CONGESTION));
                    return;
                }
                open(caller, answer, userName);
            }
        }
    }

    private void open(Caller caller, AAssociateAc answer, Optional<String> userName) {
        AssociationInfo association = AssociationInfos.accepted(caller, answer, userName);
        info = association;
        exchange =
                new MessageExchange(
                        loop,
                        upperLayer,
                        association,
                        server.services().performed(),
                        new MessageExchange.Terms(
                                caller.request().userInformation().maximumLength(),
                                association.operationsWindow().performed(),
                                association.operationsWindow().invoked(),
                                server.options().idleTimeout()),
                        failure -> server.listener().handlerFailed(association, failure),
                        this::end,
                        this::becameFree);
        upperLayer.acceptProposal(answer);
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
        MessageExchange current = exchange;
        if (current == null || upperLayer.state() == State.STA13) {
            return Future.succeededFuture();
        }
        return current.data(data);
    }

    private void becameFree() {
        if (releasing) {
            acceptRelease();
        } else if (server.isStopping()) {
            stopWhenFree();
        }
    }

    private void stopWhenFree() {
        MessageExchange current = exchange;
        if (current == null || !current.isBusy()) {
            end("server stops");
        }
    }

    /** What is still being performed is answered first; the table allows it in Sta8 (AR-7). */
    @Override
    public void releaseIndication() {
        releasing = true;
        MessageExchange current = exchange;
        if (current != null) {
            current.peerReleases();
        }
        if (current == null || !current.isBusy()) {
            acceptRelease();
        }
    }

    private void acceptRelease() {
        AssociationInfo association = info;
        if (association == null) {
            return;
        }
        info = null;
        endExchange(new AssociationException.Closed());
        upperLayer.acceptRelease();
        server.listener().released(association);
    }

    @Override
    public void abortIndication(AbortCause cause) {
        AssociationInfo association = info;
        info = null;
        if (association == null) {
            server.listener().failedBeforeAssociation(remoteHost(), cause);
            return;
        }
        endExchange(new AssociationException.Aborted(cause));
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

    /** Silence counts only while it is the peer's turn. */
    private void checkIdle() {
        MessageExchange current = exchange;
        if (current == null || info == null) {
            return;
        }
        Duration silent = Duration.ofNanos(System.nanoTime() - upperLayer.lastReceived());
        boolean waitsForPeer = !upperLayer.isUserBusy() && current.awaitsPeer();
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
            endExchange(new AssociationException.Aborted(cause));
            server.listener().aborted(association, cause);
        } else if (upperLayer.state() == State.STA2) {
            upperLayer.close();
        }
    }

    private void endExchange(AssociationException cause) {
        MessageExchange current = exchange;
        if (current != null) {
            current.end(cause);
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
