package org.radbridge.ingest.evidence;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.kit.database.Database;

/** Takes evidence in. */
@ApplicationScoped
public class StudyEvidence {
    private final Database database;
    private final MeterRegistry metrics;

    StudyEvidence(Database database, MeterRegistry metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /** Keeps evidence, and has the study looked at; the result comes when that is durable. */
    public Uni<Void> report(List<EvidenceReport> reports) {
        return database.inTransaction(session -> report(session, reports))
                .invoke(() -> reports.forEach(this::count));
    }

    /** As {@link #report(List)}, in the caller's transaction. */
    public Uni<Void> report(Mutiny.Session session, List<EvidenceReport> reports) {
        EvidenceRows rows = new EvidenceRows(session);
        Uni<Void> done = Uni.createFrom().voidItem();
        for (EvidenceReport report : reports) {
            done = done.chain(() -> rows.put(report));
        }
        return done;
    }

    /** What is known about a study. */
    public Uni<List<Evidence>> of(String studyInstanceUid) {
        return database.inSession(session -> new EvidenceRows(session).of(studyInstanceUid));
    }

    private void count(EvidenceReport report) {
        metrics.counter(
                        "radbridge.study.evidence",
                        "kind",
                        report.kind().wireName(),
                        "state",
                        report.state().name().toLowerCase(java.util.Locale.ROOT))
                .increment();
    }
}
