package org.radbridge.ingest.receive;

import org.jboss.logging.Logger;
import org.radbridge.ingest.index.IndexException;
import org.radbridge.ingest.index.IndexException.IndexFailure;
import org.radbridge.ingest.storage.StorageException;

/** Failures of this service, not of the instance: logged here, since nobody else will see them. */
final class ServiceFailures {
    private static final Logger LOG = Logger.getLogger(ServiceFailures.class);

    private ServiceFailures() {}

    static Refusal refusal(Throwable failure) {
        Refusal refusal =
                switch (failure) {
                    case StorageException.Full full ->
                            new Refusal(RefusalReason.STORAGE_FULL, full.detail());
                    case StorageException.Unavailable away ->
                            new Refusal(RefusalReason.STORAGE_UNAVAILABLE, away.detail());
                    case StorageException storage ->
                            new Refusal(RefusalReason.STORAGE_BROKEN, storage.detail());
                    case IndexException index
                            when index.failureId() == IndexFailure.INDEX_UNAVAILABLE ->
                            new Refusal(RefusalReason.INDEX_UNAVAILABLE, index.detail());
                    default ->
                            new Refusal(
                                    RefusalReason.PROCESSING_FAILED,
                                    failure.getClass().getSimpleName());
                };
        LOG.errorf(failure, "%s: %s", refusal.reason().id(), refusal.detail());
        return refusal;
    }
}
