package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.radbridge.dicom.association.AcceptorPolicy;
import org.radbridge.dicom.association.Negotiator;
import org.radbridge.dicom.association.OperationsWindow;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.RejectReason;

/** What all associations of one server share. Thread-safe. */
final class ServerContext {

    /** Room for callers to be told that there is no room for their association. */
    private static final int SPARE_CONNECTIONS = 16;

    private static final AtomicInteger SERVERS = new AtomicInteger();
    private static final int MOST_SERVERS = 50_000;

    private final int anyPort = -1 - Math.floorMod(SERVERS.getAndIncrement(), MOST_SERVERS);
    private final DicomServerOptions options;
    private final DicomServerServices services;
    private final Negotiator negotiator;
    private final AssociationListener listener;
    private final Set<ServerAssociation> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger admitted = new AtomicInteger();
    private final Promise<Void> drained = Promise.promise();
    private volatile boolean stopping;

    ServerContext(DicomServerOptions options, DicomServerServices services) {
        this.options = options;
        this.services = services;
        this.listener = new GuardedListener(services.listener());
        this.negotiator =
                new Negotiator(
                        OwnEntity.of(options.maximumPduLength()),
                        name -> options.aeTitles().isEmpty() || options.aeTitles().contains(name),
                        services.supported(),
                        new AcceptorPolicy(
                                new OperationsWindow(
                                        options.operationsWindow(), options.operationsWindow()),
                                services::requestorMayBeScp,
                                services.extendedNegotiation()));
    }

    DicomServerOptions options() {
        return options;
    }

    /**
     * Vert.x: acceptors that ask for the same negative port share a free one; each server its own.
     */
    int bindPort() {
        return options.port() == 0 ? anyPort : options.port();
    }

    DicomServerServices services() {
        return services;
    }

    Negotiator negotiator() {
        return negotiator;
    }

    AssociationListener listener() {
        return listener;
    }

    Set<ServerAssociation> connections() {
        return connections;
    }

    /** Never fails: nobody comes in unchecked. */
    Future<Admission> decide(Caller caller, AAssociateAc answer) {
        try {
            return Admission.decide(services, caller, answer).otherwise(ServerContext::unchecked);
        } catch (Throwable failure) {
            return Future.succeededFuture(unchecked(failure));
        }
    }

    private static Admission unchecked(Throwable failure) {
        System.getLogger(ServerContext.class.getName())
                .log(System.Logger.Level.WARNING, "dicom-caller-policy-failed", failure);
        return new Admission.Rejected(
                AAssociateRj.transientRejection(RejectReason.TEMPORARY_CONGESTION));
    }

    /** Takes a place for one association, if there is one left. */
    boolean admit() {
        if (admitted.incrementAndGet() <= options.maximumAssociations()) {
            return true;
        }
        admitted.decrementAndGet();
        return false;
    }

    /** Gives back the place that {@link #admit} took. */
    void discharge() {
        admitted.decrementAndGet();
    }

    /** Whether there is room for one more connection, be it an association yet or not. */
    boolean hasRoomForConnection() {
        return connections.size() < 2 * options.maximumAssociations() + SPARE_CONNECTIONS;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Ends what can be ended; completes when no connection is left. */
    Future<Void> drain() {
        stopping = true;
        connections.forEach(ServerAssociation::requestStop);
        completeWhenEmpty();
        return drained.future();
    }

    void opened(ServerAssociation connection) {
        connections.add(connection);
    }

    void closed(ServerAssociation connection) {
        connections.remove(connection);
        completeWhenEmpty();
    }

    private void completeWhenEmpty() {
        if (stopping && connections.isEmpty()) {
            drained.tryComplete();
        }
    }
}
