package org.radbridge.ingest.commitment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.radbridge.kit.failure.Failure;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * The first try to tell a requestor. What fails goes on as {@link CommitmentCallBack}, where those
 * of one requestor wait for each other.
 */
@ApplicationScoped
class CommitmentReport implements WorkHandler {
    static final String WORK = "commitment-report";

    private static final Logger LOG = Logger.getLogger(CommitmentReport.class);

    private final CommitmentTelling telling;
    private final WorkQueue work;
    private final CommitmentConfig config;

    CommitmentReport(CommitmentTelling telling, WorkQueue work, CommitmentConfig config) {
        this.telling = telling;
        this.work = work;
        this.config = config;
    }

    /** Names the row of the transaction. */
    @RegisterForReflection
    record Payload(UUID transaction) {}

    static WorkRequest of(CommitmentTransaction transaction) {
        return request(WORK, transaction.id().toString(), transaction);
    }

    private static WorkRequest request(String kind, String key, CommitmentTransaction transaction) {
        return WorkRequest.of(
                kind,
                key,
                transaction.id() + "/" + transaction.asked(),
                new Payload(transaction.id()));
    }

    @Override
    public String kind() {
        return WORK;
    }

    @Override
    public int concurrency() {
        return 8;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(30);
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        return telling.transaction(item.payload(Payload.class).transaction())
                .chain(transaction ->
                        telling.tell(transaction)
                                .onFailure()
                                .recoverWithUni(
                                        cause -> Uni.createFrom().item(later(transaction, cause))));
    }

    private Commit later(CommitmentTransaction transaction, Throwable cause) {
        Failure failure = Failure.of(cause, KitFailure.WORK_FAILED);
        LOG.warnf(
                "%s: %s is called back later: %s",
                failure.id(), transaction.requestedBy(), failure.detail());
        WorkRequest callBack =
                request(CommitmentCallBack.WORK, transaction.requestedBy(), transaction)
                        .dueAt(Instant.now().plus(config.retryAfter()));
        return session -> work.enqueue(session, callBack).replaceWithVoid();
    }
}
