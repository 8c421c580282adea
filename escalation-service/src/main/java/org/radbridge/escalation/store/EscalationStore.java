package org.radbridge.escalation.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.escalation.ladder.Escalation;
import org.radbridge.kit.outbox.Outbox;

/**
 * Keeps escalations. Every change is written together with its row of the life cycle and its event,
 * under a lock on the escalation, so that a late timer and an acknowledgement cannot both win.
 */
@ApplicationScoped
public class EscalationStore {
    private static final String OF_STUDY_AND_TEAM =
            "SELECT document FROM escalation WHERE study_uid = ?1 AND team = ?2 ORDER BY opened_at"
                    + " FOR UPDATE";
    private static final String INSERT =
            """
            INSERT INTO escalation (id, study_uid, team, state, sequence, opened_at, document)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """;
    private static final String UPDATE =
            "UPDATE escalation SET state = ?2, sequence = ?3, document = ?4"
                    + " WHERE id = ?1 AND sequence = ?3 - 1";
    private static final String CHANGE =
            "INSERT INTO escalation_change (escalation_id, sequence, state, rung, at)"
                    + " VALUES (?1, ?2, ?3, ?4, ?5)";
    private static final String SEARCH =
            """
            SELECT document FROM escalation
            WHERE (?1 = '' OR study_uid = ?1) AND (?2 = '' OR state = ?2)
            ORDER BY opened_at DESC, id LIMIT ?3
            """;

    private final Outbox outbox;

    public EscalationStore(Outbox outbox) {
        this.outbox = outbox;
    }

    /** The escalations of a study to a team, oldest first, locked until the transaction ends. */
    public Uni<List<Escalation>> lockOfStudy(Mutiny.Session session, String study, String team) {
        return session.createNativeQuery(OF_STUDY_AND_TEAM, String.class)
                .setParameter(1, study)
                .setParameter(2, team)
                .getResultList()
                .map(documents -> documents.stream().map(EscalationJson::read).toList());
    }

    /** An escalation, locked until the transaction ends. */
    public Uni<Optional<Escalation>> lock(Mutiny.Session session, UUID id) {
        return byId(session, id, "SELECT document FROM escalation WHERE id = ?1 FOR UPDATE");
    }

    /** An escalation. */
    public Uni<Optional<Escalation>> find(Mutiny.Session session, UUID id) {
        return byId(session, id, "SELECT document FROM escalation WHERE id = ?1");
    }

    private static Uni<Optional<Escalation>> byId(Mutiny.Session session, UUID id, String sql) {
        return session.createNativeQuery(sql, String.class)
                .setParameter(1, id)
                .getSingleResultOrNull()
                .map(document -> Optional.ofNullable(document).map(EscalationJson::read));
    }

    /** Writes a new escalation, and tells the others. */
    public Uni<Void> insert(Mutiny.Session session, Escalation escalation) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, escalation.id())
                .setParameter(2, escalation.subject().studyInstanceUid())
                .setParameter(3, escalation.team())
                .setParameter(4, escalation.state().name())
                .setParameter(5, escalation.sequence())
                .setParameter(6, escalation.openedAt().atOffset(ZoneOffset.UTC))
                .setParameter(7, EscalationJson.write(escalation))
                .executeUpdate()
                .chain(() -> changed(session, escalation, escalation.openedAt()));
    }

    /** Writes the next state of a locked escalation, and tells the others. */
    public Uni<Void> update(Mutiny.Session session, Escalation escalation, Instant at) {
        return session.createNativeQuery(UPDATE)
                .setParameter(1, escalation.id())
                .setParameter(2, escalation.state().name())
                .setParameter(3, escalation.sequence())
                .setParameter(4, EscalationJson.write(escalation))
                .executeUpdate()
                .chain(rows ->
                        rows == 1
                                ? changed(session, escalation, at)
                                : Uni.createFrom()
                                        .failure(
                                                new IllegalStateException(
                                                        "escalation "
                                                                + escalation.id()
                                                                + " changed without its lock")));
    }

    private Uni<Void> changed(Mutiny.Session session, Escalation escalation, Instant at) {
        return session.createNativeQuery(CHANGE)
                .setParameter(1, escalation.id())
                .setParameter(2, escalation.sequence())
                .setParameter(3, escalation.state().name())
                .setParameter(4, escalation.rung())
                .setParameter(5, at.atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .chain(() ->
                        outbox.append(
                                session, escalation.changed(at), escalation.subject().lane()));
    }

    /** Escalations, newest first. */
    public Uni<List<Escalation>> search(
            Mutiny.Session session, @Nullable String study, @Nullable String state, int limit) {
        return session.createNativeQuery(SEARCH, String.class)
                .setParameter(1, study == null ? "" : study)
                .setParameter(2, state == null ? "" : state)
                .setParameter(3, limit)
                .getResultList()
                .map(documents -> documents.stream().map(EscalationJson::read).toList());
    }
}
