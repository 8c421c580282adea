package org.radbridge.ingest.study;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.TimelineStep;

/** Writes stamps. Of several for one step of a revision, the first counts. */
@ApplicationScoped
public class StudySteps {
    private static final String ADD =
            """
            INSERT INTO study_step (study_instance_uid, revision, step, at)
            VALUES (?1, ?2, ?3, timestamptz 'epoch' + ?4 * interval '1 microsecond')
            ON CONFLICT DO NOTHING
            """;

    /** Adds stamps in the caller's transaction; tells which steps had none before. */
    public Uni<List<TimelineStep>> add(
            Mutiny.Session session,
            String studyInstanceUid,
            int revision,
            Map<TimelineStep, Instant> stamps) {
        Uni<List<TimelineStep>> added = Uni.createFrom().item(ArrayList::new);
        for (Map.Entry<TimelineStep, Instant> stamp : stamps.entrySet()) {
            added =
                    added.call(steps ->
                            session.createNativeQuery(ADD)
                                    .setParameter(1, studyInstanceUid)
                                    .setParameter(2, revision)
                                    .setParameter(3, stamp.getKey().name())
                                    .setParameter(4, micros(stamp.getValue()))
                                    .executeUpdate()
                                    .invoke(rows -> {
                                        if (rows > 0) {
                                            steps.add(stamp.getKey());
                                        }
                                    }));
        }
        return added;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
