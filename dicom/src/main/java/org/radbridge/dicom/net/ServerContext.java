package org.radbridge.dicom.net;

import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.radbridge.dicom.association.LocalEntity;
import org.radbridge.dicom.association.Negotiator;
import org.radbridge.dicom.pdu.RejectReason;

/** What all associations of one server share. Thread-safe. */
final class ServerContext {

    private final DicomServerOptions options;
    private final DicomServerServices services;
    private final Negotiator negotiator;
    private final AssociationListener listener;
    private final Set<ServerAssociation> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger admitted = new AtomicInteger();
    private final Runnable emptied;

    /**
     * A context.
     *
     * @param emptied run whenever the last connection closed
     */
    ServerContext(DicomServerOptions options, DicomServerServices services, Runnable emptied) {
        this.options = options;
        this.services = services;
        this.emptied = emptied;
        this.listener = new GuardedListener(services.listener());
        this.negotiator =
                new Negotiator(
                        LocalEntity.radbridge(options.maximumPduLength()),
                        name -> options.aeTitles().isEmpty() || options.aeTitles().contains(name),
                        services.supported());
    }

    DicomServerOptions options() {
        return options;
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
    Future<CallerDecision> decide(Caller caller) {
        try {
            return services.callerPolicy().decide(caller).otherwise(ServerContext::unchecked);
        } catch (RuntimeException failure) {
            return Future.succeededFuture(unchecked(failure));
        }
    }

    private static CallerDecision unchecked(Throwable failure) {
        System.getLogger(ServerContext.class.getName())
                .log(System.Logger.Level.WARNING, "dicom-caller-policy-failed", failure);
        return CallerDecision.rejectForNow(RejectReason.TEMPORARY_CONGESTION);
    }

    /** Takes a place for one association, if there is one left. */
    boolean admit() {
        if (admitted.incrementAndGet() <= options.maximumAssociations()) {
            return true;
        }
        admitted.decrementAndGet();
        return false;
    }

    void opened(ServerAssociation connection) {
        connections.add(connection);
    }

    void closed(ServerAssociation connection, boolean wasAdmitted) {
        if (wasAdmitted) {
            admitted.decrementAndGet();
        }
        if (connections.remove(connection) && connections.isEmpty()) {
            emptied.run();
        }
    }
}
