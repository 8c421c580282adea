package org.radbridge.fhirmapper.pacs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.work.Commit;

/** Lets work be done only while its result is the shown one and its destination is configured. */
@ApplicationScoped
public class CurrentResult {
    private static final Logger LOG = Logger.getLogger(CurrentResult.class);

    private final StudyResults results;
    private final Destinations destinations;
    private final Database database;

    public CurrentResult(StudyResults results, Destinations destinations, Database database) {
        this.results = results;
        this.destinations = destinations;
        this.database = database;
    }

    /** Does the work, or nothing when a later edition has its own work queued behind this. */
    Uni<Commit> handle(ResultDelivery asked, BiFunction<StudyResult, Pacs, Uni<Commit>> work) {
        Optional<Pacs> pacs = destinations.find(asked.destination());
        if (pacs.isEmpty()) {
            LOG.warnf(
                    "destination %s is no longer configured: study %s is not sent there",
                    asked.destination(), asked.change().studyInstanceUid());
            return Uni.createFrom().item(Commit.nothing());
        }
        ResultChange change = asked.change();
        return database.inSession(session -> results.find(session, change.studyInstanceUid()))
                .map(found -> found.filter(result -> result.change().equals(change)))
                .chain(found ->
                        found.map(result -> work.apply(result, pacs.get()))
                                .orElseGet(() -> superseded(change)));
    }

    private static Uni<Commit> superseded(ResultChange change) {
        LOG.infof(
                "study %s: edition %d of its result is superseded before all of it was sent",
                change.studyInstanceUid(), change.edition());
        return Uni.createFrom().item(Commit.nothing());
    }
}
