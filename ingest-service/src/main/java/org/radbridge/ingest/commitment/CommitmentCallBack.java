package org.radbridge.ingest.commitment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;

/**
 * Calls a requestor back until it takes the report. Those of one requestor go one after the other,
 * so that one that is switched off costs the others nothing.
 */
@ApplicationScoped
class CommitmentCallBack implements WorkHandler {
    static final String WORK = "commitment-callback";

    private final CommitmentTelling telling;
    private final CommitmentConfig config;

    CommitmentCallBack(CommitmentTelling telling, CommitmentConfig config) {
        this.telling = telling;
        this.config = config;
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
    public RetryPolicy retry() {
        return new RetryPolicy(config.retryAfter(), config.longestRetry(), config.attempts());
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(30);
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        return telling.transaction(item.payload(CommitmentReport.Payload.class).transaction())
                .chain(telling::tell);
    }
}
