package org.radbridge.ingest.cstore;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationInfo;
import org.radbridge.dicom.net.CStoreRequest;
import org.radbridge.dicom.net.CStoreScp;
import org.radbridge.dicom.net.StoreReception;
import org.radbridge.ingest.ae.AeRegistry;
import org.radbridge.ingest.ae.Service;
import org.radbridge.ingest.receive.InstanceReception;
import org.radbridge.ingest.receive.Receiver;
import org.radbridge.ingest.receive.ReceptionOutcome;
import org.radbridge.ingest.receive.ReceptionOutcome.Refused;
import org.radbridge.ingest.receive.ReceptionOutcome.Stored;
import org.radbridge.ingest.receive.Sender;

/** Stores what a C-STORE brings (PS3.4 annex B), and turns the outcome into its status. */
@ApplicationScoped
class StorageScp implements CStoreScp {
    private static final Logger LOG = Logger.getLogger(StorageScp.class);

    private final Receiver receiver;
    private final AeRegistry registry;
    private final AssociationAudit audit;

    StorageScp(Receiver receiver, AeRegistry registry, AssociationAudit audit) {
        this.receiver = receiver;
        this.registry = registry;
        this.audit = audit;
    }

    @Override
    public StoreReception begin(CStoreRequest request, AssociationInfo association) {
        if (!registry.may(association.callingAeTitle(), Service.STORE)) {
            LOG.warnf("not-authorized: C-STORE by %s", association.callingAeTitle());
            return new NotAuthorized();
        }
        InstanceReception reception =
                receiver.dataSet(
                        Sender.callingAe(association.callingAeTitle()),
                        request.sopClassUid(),
                        request.sopInstanceUid(),
                        request.transferSyntax());
        return new Reception(reception, association);
    }

    private final class Reception implements StoreReception {
        private final InstanceReception reception;
        private final AssociationInfo association;

        Reception(InstanceReception reception, AssociationInfo association) {
            this.reception = reception;
            this.association = association;
        }

        @Override
        public Future<Void> data(Buffer fragment) {
            return future(reception.data(fragment));
        }

        @Override
        public Future<DimseStatus> complete() {
            return future(reception.complete().chain(this::status));
        }

        private Uni<DimseStatus> status(ReceptionOutcome outcome) {
            return switch (outcome) {
                case Stored stored ->
                        audit.stored(association, stored.header())
                                .replaceWith(
                                        stored.coerced()
                                                ? DimseStatus.COERCION_OF_DATA_ELEMENTS
                                                : DimseStatus.SUCCESS);
                case Refused refused ->
                        Uni.createFrom()
                                .item(
                                        refused.refusal()
                                                .reason()
                                                .status()
                                                .withComment(refused.refusal().reason().id()));
            };
        }

        @Override
        public void abort(Throwable cause) {
            reception
                    .abort()
                    .subscribe()
                    .with(_ -> {}, failure -> LOG.errorf(failure, "broken-off: not cleaned up"));
        }
    }

    /** Takes in what cannot be stopped any more, and keeps nothing of it. */
    private static final class NotAuthorized implements StoreReception {
        /** Refused: Not Authorized (PS3.7 annex C.5.22). */
        private static final DimseStatus STATUS = DimseStatus.of(0x0124);

        @Override
        public Future<Void> data(Buffer fragment) {
            return Future.succeededFuture();
        }

        @Override
        public Future<DimseStatus> complete() {
            return Future.succeededFuture(STATUS);
        }

        @Override
        public void abort(Throwable cause) {
            LOG.debugf("not-authorized: broken off");
        }
    }

    private static <T> Future<T> future(Uni<T> uni) {
        Promise<T> promise = Promise.promise();
        uni.subscribe().with(promise::complete, promise::fail);
        return promise.future();
    }
}
