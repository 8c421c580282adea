package org.radbridge.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.Event;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.contracts.Lane;
import org.radbridge.kit.TestEffects;
import org.radbridge.kit.TestEvents;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("D7")
class OutboxIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Outbox outbox;
    @Inject Database database;
    @Inject TestEffects effects;
    @Inject Vertx vertx;
    @Inject Pool pool;

    private final List<Throwable> failed = new CopyOnWriteArrayList<>();
    private EventProbe probe;

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
    }

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void anEventIsPublishedWithItsCloudEventsHeadersAfterTheCommit() {
        String name = UUID.randomUUID().toString();
        append(name);
        await().atMost(PATIENCE).until(() -> received(name).size() == 1);
        EventProbe.Received record = received(name).getFirst();
        assertThat(record.topic()).isEqualTo("audit.recorded");
        assertThat(record.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "urn:radbridge:service-kit")
                .containsEntry("ce_type", EventType.AUDIT_RECORDED.cloudEventType())
                .containsEntry("ce_subject", record.key())
                .containsEntry("content-type", "application/json")
                .containsKeys("ce_id", "ce_time");
        assertThat(Instant.parse(record.headers().get("ce_time"))).isBefore(Instant.now());
        await().atMost(PATIENCE).until(() -> effects.count("SELECT count(*) FROM kit_outbox") == 0);
    }

    @Test
    void onlyUrgentEventsOutsideOfTransactionsNotify() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        SqlConnection listening = pool.getConnection().await().atMost(PATIENCE);
        PgConnection.cast(listening).notificationHandler(told -> heard.add(told.getChannel()));
        listening.query("LISTEN kit_outbox").execute().await().atMost(PATIENCE);

        String routine = UUID.randomUUID().toString();
        outbox.append(TestEvents.audit(routine), Lane.ROUTINE).await().atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> received(routine).size() == 1);
        assertThat(heard).isEmpty();

        String urgent = UUID.randomUUID().toString();
        outbox.append(TestEvents.audit(urgent), Lane.URGENT).await().atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> !heard.isEmpty());
        await().atMost(PATIENCE).until(() -> received(urgent).size() == 1);

        listening.query("UNLISTEN kit_outbox").execute().await().atMost(PATIENCE);
        listening.close().await().atMost(PATIENCE);
    }

    @Test
    void whatIsRolledBackIsNeverPublished() {
        String lost = UUID.randomUUID().toString();
        assertThatThrownBy(() ->
                        database.<Void>inTransaction(session ->
                                        outbox.append(session, TestEvents.audit(lost), Lane.ROUTINE)
                                                .chain(() ->
                                                        Uni.createFrom()
                                                                .failure(
                                                                        new IllegalStateException(
                                                                                "after all"))))
                                .await()
                                .atMost(PATIENCE))
                .hasMessage("after all");
        String kept = UUID.randomUUID().toString();
        append(kept);
        await().atMost(PATIENCE).until(() -> received(kept).size() == 1);
        assertThat(received(lost)).isEmpty();
    }

    @Test
    void eventsOfOneKeyKeepTheirOrder() {
        String study = "2.25." + Math.abs(UUID.randomUUID().getMostSignificantBits());
        for (int i = 0; i < 300; i++) {
            int revision = i + 1;
            database.inTransaction(session ->
                            outbox.append(
                                    session,
                                    TestEvents.inferenceFailed(study, revision),
                                    Lane.ROUTINE))
                    .await()
                    .atMost(PATIENCE);
        }
        await().atMost(PATIENCE).until(() -> revisions(study).size() >= 300);
        assertThat(revisions(study)).isEqualTo(IntStream.rangeClosed(1, 300).boxed().toList());
    }

    @Test
    void eventsOfOneStatementKeepTheirOrderAndTheirText() {
        String study = "2.25." + Math.abs(UUID.randomUUID().getMostSignificantBits());
        String odd = UUID.randomUUID() + " \"Ä\\u0000\\ \u0000 \ud83d\ude00";
        List<Event> events = new ArrayList<>(List.of(TestEvents.audit(odd)));
        IntStream.rangeClosed(1, 300)
                .forEach(revision -> events.add(TestEvents.inferenceFailed(study, revision)));
        database.inTransaction(session -> outbox.append(session, events, Lane.ROUTINE))
                .await()
                .atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> revisions(study).size() >= 300);
        assertThat(revisions(study)).isEqualTo(IntStream.rangeClosed(1, 300).boxed().toList());
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        probe
                                                .events(
                                                        EventType.AUDIT_RECORDED,
                                                        AuditRecorded.class)
                                                .stream()
                                                .map(AuditRecorded::userName))
                                .contains(odd));
    }

    /**
     * The broker has the event and the row is still there: what a kill between the two leaves. The
     * delete is made to fail, so that the relay's transaction rolls back as a killed one would.
     */
    @Test
    void anEventThatWasSentButNotDeletedIsSentAgainWithTheSameId() {
        effects.sql(
                """
                CREATE FUNCTION test_no_delete() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'killed'; END $$
                """);
        effects.sql(
                """
                CREATE TRIGGER test_no_delete BEFORE DELETE ON kit_outbox
                FOR EACH STATEMENT EXECUTE FUNCTION test_no_delete()
                """);
        String name = UUID.randomUUID().toString();
        append(name);
        await().atMost(PATIENCE).until(() -> received(name).size() >= 2);
        effects.sql("DROP TRIGGER test_no_delete ON kit_outbox");
        effects.sql("DROP FUNCTION test_no_delete()");
        await().atMost(PATIENCE).until(() -> effects.count("SELECT count(*) FROM kit_outbox") == 0);
        assertThat(received(name))
                .extracting(EventProbe.Received::eventId)
                .containsOnly(received(name).getFirst().eventId());
    }

    @Test
    void aRelayThatLosesItsConnectionLeadsAgainAndLosesNothing() {
        List<String> names =
                IntStream.range(0, 20).mapToObj(i -> UUID.randomUUID().toString()).toList();
        for (int i = 0; i < names.size(); i++) {
            append(names.get(i));
            if (i % 5 == 2) {
                effects.sql(
                        """
                        SELECT count(pg_terminate_backend(pid)) FROM pg_locks
                        WHERE locktype = 'advisory' AND pid <> pg_backend_pid()
                        """);
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(names)
                                .allSatisfy(name -> assertThat(received(name)).isNotEmpty()));
    }

    @Test
    void eventsOutsideOfTransactionsAreAllPublishedWhenManyComeAtOnce() {
        List<String> names =
                IntStream.range(0, 600).mapToObj(i -> UUID.randomUUID().toString()).toList();
        Uni.join()
                .all(
                        names.stream()
                                .map(name -> outbox.append(TestEvents.audit(name), Lane.ROUTINE))
                                .toList())
                .andFailFast()
                .await()
                .atMost(PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        probe
                                                .events(
                                                        EventType.AUDIT_RECORDED,
                                                        AuditRecorded.class)
                                                .stream()
                                                .map(AuditRecorded::userName))
                                .containsAll(names));
    }

    /** No text of PostgreSQL holds U+0000. */
    @Test
    void anEventThatCannotBeWrittenFailsAloneAndTakesNoOthersWithIt() {
        List<String> studies = IntStream.range(0, 20).mapToObj(i -> "2.25.77" + i).toList();
        Uni<Void> unwritable =
                outbox.append(TestEvents.inferenceFailed("2.25.\u0000", 1), Lane.ROUTINE);
        List<Uni<Void>> all =
                new ArrayList<>(
                        studies.stream()
                                .map(study ->
                                        outbox.append(
                                                TestEvents.inferenceFailed(study, 1), Lane.ROUTINE))
                                .toList());
        all.add(10, unwritable.onFailure().invoke(failed::add).onFailure().recoverWithNull());
        Uni.join().all(all).andFailFast().await().atMost(PATIENCE);
        assertThat(failed).hasSize(1);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(studies)
                                .allSatisfy(study -> assertThat(revisions(study)).contains(1)));
    }

    @Test
    void theCallerOfAnEventOutsideOfTransactionsGoesOnOnItsOwnContext() throws Exception {
        Context caller = vertx.getOrCreateContext();
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        caller.runOnContext(_ ->
                outbox.append(TestEvents.audit("somebody"), Lane.ROUTINE)
                        .subscribe()
                        .with(
                                _ -> same.complete(Vertx.currentContext() == caller),
                                same::completeExceptionally));
        assertThat(same.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private void append(String name) {
        database.inTransaction(
                        session -> outbox.append(session, TestEvents.audit(name), Lane.ROUTINE))
                .await()
                .atMost(PATIENCE);
    }

    private List<EventProbe.Received> received(String userName) {
        return probe.received().stream()
                .filter(r -> r.topic().equals("audit.recorded"))
                .filter(r -> r.event(AuditRecorded.class).userName().equals(userName))
                .toList();
    }

    private List<Integer> revisions(String study) {
        return probe.events(EventType.INFERENCE_FAILED, InferenceFailed.class).stream()
                .filter(e -> e.studyInstanceUid().equals(study))
                .map(InferenceFailed::revision)
                .toList();
    }
}
