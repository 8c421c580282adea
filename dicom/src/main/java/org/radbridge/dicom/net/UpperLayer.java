package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.radbridge.dicom.association.Action;
import org.radbridge.dicom.association.Event;
import org.radbridge.dicom.association.ProtocolMachine;
import org.radbridge.dicom.association.Role;
import org.radbridge.dicom.association.State;
import org.radbridge.dicom.pdu.AAbort;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.AReleaseRp;
import org.radbridge.dicom.pdu.AReleaseRq;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.PDataTf;
import org.radbridge.dicom.pdu.Pdu;
import org.radbridge.dicom.pdu.PduEncoder;
import org.radbridge.dicom.pdu.PduException;
import org.radbridge.dicom.pdu.PduLimits;
import org.radbridge.dicom.pdu.PduReader;

/**
 * The upper layer of one connection: turns bytes, timers and requests into events, asks the {@link
 * ProtocolMachine} what to do, and does it. Parses while its user takes data, and pauses the socket
 * while it does not. Confined to its event loop.
 */
final class UpperLayer {

    private static final System.Logger LOGGER = System.getLogger(UpperLayer.class.getName());

    private final EventLoop loop;
    private final NetSocket socket;
    private final UpperLayerUser user;
    private final ProtocolMachine machine;
    private final PduReader reader;
    private final Timer artim;
    private boolean userBusy;
    private boolean parsing;
    private boolean unreadable;
    private long lastReceived = System.nanoTime();

    UpperLayer(
            EventLoop loop,
            NetSocket socket,
            Role role,
            int maximumPduLength,
            Duration artimTimeout,
            UpperLayerUser user) {
        this.loop = loop;
        this.socket = socket;
        this.user = user;
        this.machine = new ProtocolMachine(role);
        this.reader = new PduReader(PduLimits.ofData(maximumPduLength));
        this.artim = loop.timer(artimTimeout, () -> fire(Stimulus.of(Event.EVT18)));
    }

    /** A connection came in: wait for the proposal. */
    void accept() {
        listen();
        fire(Stimulus.of(Event.EVT5));
    }

    /** The connection that AE-1 asks for stands already: send the proposal. */
    void propose(AAssociateRq request) {
        listen();
        fire(Stimulus.of(Event.EVT1));
        fire(Stimulus.send(Event.EVT2, request));
    }

    void acceptProposal(AAssociateAc answer) {
        fire(Stimulus.send(Event.EVT7, answer));
    }

    void rejectProposal(AAssociateRj answer) {
        fire(Stimulus.send(Event.EVT8, answer));
    }

    void send(PDataTf data) {
        fire(Stimulus.send(Event.EVT9, data));
    }

    void release() {
        fire(Stimulus.of(Event.EVT11));
    }

    void acceptRelease() {
        fire(Stimulus.of(Event.EVT14));
    }

    void abort() {
        fire(Stimulus.of(Event.EVT15));
    }

    /** Closes the connection without another word. */
    void close() {
        socket.close();
    }

    State state() {
        return machine.state();
    }

    boolean isUserBusy() {
        return userBusy;
    }

    /** When the last whole PDU came in, by {@link System#nanoTime}. */
    long lastReceived() {
        return lastReceived;
    }

    /** Completes at once while the socket takes more, otherwise when it does again. */
    Future<Void> drained() {
        if (!socket.writeQueueFull()) {
            return Future.succeededFuture();
        }
        Promise<Void> drained = Promise.promise();
        socket.drainHandler(_ -> drained.tryComplete());
        return drained.future();
    }

    private void listen() {
        socket.handler(this::receive);
        socket.closeHandler(_ -> closed());
        // A reset or failed write is followed by the close handler, which says all there is to say.
        socket.exceptionHandler(_ -> {});
    }

    private void closed() {
        fire(Stimulus.of(Event.EVT17));
        artim.stop();
        user.closed();
    }

    private void receive(Buffer bytes) {
        if (unreadable) {
            return;
        }
        reader.feed(bytes);
        parse();
    }

    /** Takes PDUs, data by pieces, one by one for as long as the user keeps up. */
    private void parse() {
        if (parsing) {
            return;
        }
        parsing = true;
        try {
            while (!userBusy && !unreadable && machine.state() != State.STA1) {
                Optional<Pdu> pdu = reader.next();
                if (pdu.isEmpty()) {
                    break;
                }
                if (reader.isBetweenPdus()) {
                    lastReceived = System.nanoTime();
                }
                fire(Stimulus.received(pdu.get()));
            }
        } catch (PduException broken) {
            violated(broken);
        } catch (RuntimeException defect) {
            LOGGER.log(Level.ERROR, "dicom-association-defect", defect);
            violated(new PduException(AbortReason.NOT_SPECIFIED, "defect of this side"));
        } finally {
            parsing = false;
        }
    }

    private void violated(PduException broken) {
        unreadable = true;
        fire(Stimulus.violation(broken));
    }

    private void fire(Stimulus stimulus) {
        State before = machine.state();
        Optional<AAssociateRj> refused =
                before == State.STA2 && stimulus.pdu() instanceof AAssociateRq request
                        ? user.refusedByProvider(request)
                        : Optional.empty();
        machine.on(stimulus.event(), refused::isEmpty)
                .ifPresent(action -> perform(action, stimulus, before, refused));
    }

    private void perform(
            Action action, Stimulus stimulus, State before, Optional<AAssociateRj> refused) {
        switch (action) {
            case AE_1 -> {
                // The connection stands before this object does.
            }
            case AE_2, AE_7, DT_1, AR_7 -> write(stimulus.required());
            case AE_3 -> user.associateAccepted((AAssociateAc) stimulus.required());
            case AE_4 -> {
                user.associateRejected((AAssociateRj) stimulus.required());
                socket.close();
            }
            case AE_5 -> artim.restart();
            case AE_6 -> {
                artim.stop();
                refused.ifPresentOrElse(
                        this::writeLast,
                        () -> user.associateIndication((AAssociateRq) stimulus.required()));
            }
            case AE_8 -> writeLast(stimulus.required());
            case DT_2, AR_6 -> indicate((PDataTf) stimulus.required());
            case AR_1 -> write(new AReleaseRq());
            case AR_2, AR_8 -> user.releaseIndication();
            case AR_3 -> {
                user.releaseConfirmation();
                socket.close();
            }
            case AR_4 -> writeLast(new AReleaseRp());
            case AR_5 -> artim.stop();
            case AR_9 -> write(new AReleaseRp());
            case AR_10 -> user.releaseConfirmation();
            case AA_1 -> {
                writeLast(AAbort.byServiceUser());
                if (stimulus.event() != Event.EVT15) {
                    user.abortIndication(violation(stimulus));
                }
            }
            case AA_2 -> {
                artim.stop();
                if (before == State.STA2) {
                    user.abortIndication(endBeforeProposal(stimulus));
                }
                socket.close();
            }
            case AA_3 -> {
                user.abortIndication(new AbortCause.ByPeer((AAbort) stimulus.required()));
                socket.close();
            }
            case AA_4 -> user.abortIndication(new AbortCause.ConnectionLost());
            case AA_5 -> {
                artim.stop();
                user.abortIndication(new AbortCause.ConnectionLost());
            }
            case AA_6 -> {
                // The association is over; what still comes in is ignored.
            }
            case AA_7 -> write(AAbort.byServiceProvider(stimulus.reason()));
            case AA_8 -> {
                writeLast(AAbort.byServiceProvider(stimulus.reason()));
                user.abortIndication(violation(stimulus));
            }
        }
    }

    private void indicate(PDataTf data) {
        Future<Void> taken = loop.bring(user.dataIndication(data));
        if (taken.isComplete()) {
            settle(taken);
            return;
        }
        userBusy = true;
        socket.pause();
        taken.onComplete(_ -> {
            userBusy = false;
            settle(taken);
            parse();
            if (!userBusy) {
                socket.resume();
            }
        });
    }

    private void settle(Future<Void> taken) {
        if (taken.succeeded() || unreadable) {
            return;
        }
        violated(
                taken.cause() instanceof PduException broken
                        ? broken
                        : new PduException(
                                AbortReason.NOT_SPECIFIED, "failed: " + taken.cause().getClass()));
    }

    private void write(Pdu pdu) {
        socket.write(PduEncoder.encode(pdu));
    }

    /**
     * Sends the last PDU and waits for the peer to close. Should the user still be busy, nobody
     * will parse what comes in, so it is dropped: only the end of the stream is of interest.
     */
    private void writeLast(Pdu pdu) {
        write(pdu);
        artim.restart();
        if (userBusy) {
            unreadable = true;
            socket.resume();
        }
    }

    private static AbortCause violation(Stimulus stimulus) {
        return new AbortCause.ProtocolViolation(stimulus.reason(), stimulus.detail());
    }

    private static AbortCause endBeforeProposal(Stimulus stimulus) {
        return stimulus.pdu() instanceof AAbort abort
                ? new AbortCause.ByPeer(abort)
                : new AbortCause.Local("no A-ASSOCIATE-RQ in time");
    }
}
