package org.radbridge.kit.work;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.kit.TestEffects;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("D7")
class WorkQueueIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject WorkQueue queue;
    @Inject WorkTable table;
    @Inject Database database;
    @Inject ScriptedWork scripted;
    @Inject SlowWork slow;
    @Inject TestEffects effects;

    private final String id = UUID.randomUUID().toString();

    @Test
    void workIsDoneOnceAndItsOutcomeIsWrittenWithItsCompletion() {
        enqueue(request(id));
        await().atMost(PATIENCE).until(() -> effects.of(id).size() == 1);
        assertThat(state(id)).isEqualTo("DONE");
    }

    /** Work that only the poll finds waits for most of a second each time, one after another. */
    @Test
    void workIsBegunByItsNotificationNotByThePoll() {
        List<Duration> waits =
                IntStream.range(0, 5).mapToObj(i -> waitOf(id + i)).sorted().toList();
        assertThat(waits.get(2)).as("median of " + waits).isLessThan(Duration.ofMillis(600));
    }

    private Duration waitOf(String dedupeId) {
        enqueue(request(dedupeId));
        Instant enqueued = Instant.now();
        await().pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(() -> scripted.begun().contains(dedupeId));
        return Duration.between(enqueued, Instant.now());
    }

    @Test
    void aSecondRequestWithTheSameDedupeIdIsPassedOverEvenAfterTheFirstWasDone() {
        assertThat(enqueue(request(id))).isTrue();
        assertThat(enqueue(request(id))).isFalse();
        await().atMost(PATIENCE).until(() -> state(id).equals("DONE"));
        assertThat(enqueue(request(id))).isFalse();
        assertThat(effects.of(id)).hasSize(1);
    }

    @Test
    void aHandlerThatThrowsIsCalledAgainWithGrowingDelayUntilItSucceeds() {
        AtomicInteger calls = new AtomicInteger();
        scripted.script(
                id,
                item -> {
                    if (calls.incrementAndGet() < 3) {
                        throw new IllegalStateException("crash " + item.attempt());
                    }
                    return scripted.succeed(item);
                });
        enqueue(request(id));
        await().atMost(PATIENCE).until(() -> state(id).equals("DONE"));
        assertThat(effects.of(id)).containsExactly("k-" + id + " attempt 3");
    }

    @Test
    void anOutcomeThatCannotBeWrittenLeavesTheItemUndoneAndIsTriedAgain() {
        AtomicInteger calls = new AtomicInteger();
        scripted.script(
                id,
                item ->
                        scripted.succeed(item)
                                .map(commit ->
                                        session ->
                                                commit.apply(session)
                                                        .chain(() ->
                                                                calls.incrementAndGet() == 1
                                                                        ? failed()
                                                                        : Uni.createFrom()
                                                                                .voidItem())));
        enqueue(request(id));
        await().atMost(PATIENCE).until(() -> state(id).equals("DONE"));
        assertThat(effects.of(id)).containsExactly("k-" + id + " attempt 2");
    }

    @Test
    void exhaustedWorkIsParkedWithItsHandlerToldAndAnOperatorHasItTriedAgain() {
        scripted.script(id, item -> Uni.createFrom().failure(new IllegalStateException("never")));
        enqueue(request(id));
        await().atMost(PATIENCE).until(() -> state(id).equals("PARKED"));
        assertThat(effects.of("parked-" + id)).containsExactly("work-failed");
        Map<String, Object> entry = parked("k-" + id);
        assertThat(entry)
                .containsEntry("what", "WORK")
                .containsEntry("name", ScriptedWork.KIND)
                .containsEntry("failureId", "work-failed")
                .containsEntry("attempts", 3);

        scripted.script(id, scripted::succeed);
        given().auth()
                .oauth2(TestTokens.of("it-administrator"))
                .post("/operations/parked/{id}/retry", entry.get("id"))
                .then()
                .statusCode(202);
        await().atMost(PATIENCE).until(() -> state(id).equals("DONE"));
        assertThat(effects.of(id)).hasSize(1);
    }

    @Test
    void aPermanentFailureParksAtTheFirstAttempt() {
        scripted.script(
                id,
                item ->
                        Uni.createFrom()
                                .failure(new PermanentFailure(KitFailure.CONFLICT, "no use")));
        enqueue(request(id));
        await().atMost(PATIENCE).until(() -> state(id).equals("PARKED"));
        assertThat(scripted.begun().stream().filter(id::equals)).hasSize(1);
        assertThat(effects.of("parked-" + id)).containsExactly("conflict");
    }

    @Test
    void itemsOfOneKeyAreDoneInOrderOneAtATimeEvenWhenOneFails() {
        List<String> ids = IntStream.range(0, 12).mapToObj(i -> id + "-" + i).toList();
        AtomicInteger atATime = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        for (String each : ids) {
            scripted.script(
                    each,
                    item -> {
                        most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
                        boolean fails = each.endsWith("-3") && failures.getAndIncrement() == 0;
                        return Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(Duration.ofMillis(5))
                                .invoke(atATime::decrementAndGet)
                                .chain(() -> fails ? failed() : Uni.createFrom().voidItem())
                                .replaceWith(
                                        session -> effects.write(session, "order-" + id, each));
                    });
        }
        database.inTransaction(
                        session -> {
                            Uni<Boolean> all = Uni.createFrom().item(true);
                            for (String each : ids) {
                                all =
                                        all.chain(() ->
                                                queue.enqueue(
                                                        session,
                                                        WorkRequest.of(
                                                                ScriptedWork.KIND,
                                                                id,
                                                                each,
                                                                Map.of())));
                            }
                            return all;
                        })
                .await()
                .atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> effects.of("order-" + id).size() == ids.size());
        assertThat(effects.of("order-" + id)).isEqualTo(ids);
        assertThat(most).hasValue(1);
    }

    @Test
    void urgentWorkPassesWhatWaits() {
        enqueue(slow("first-" + id));
        await().atMost(PATIENCE).until(() -> slow.begun().contains("first-" + id));
        enqueue(slow("low-" + id).withPriority(WorkPriority.LOW));
        enqueue(slow("normal-" + id));
        enqueue(slow("urgent-" + id).withPriority(WorkPriority.URGENT));
        for (String next : List.of("urgent-", "normal-", "low-")) {
            slow.letGo();
            await().atMost(PATIENCE).until(() -> slow.begun().getLast().equals(next + id));
        }
        slow.letGo();
        await().atMost(PATIENCE)
                .until(() ->
                        effects.count(
                                        "SELECT count(*) FROM kit_work WHERE kind = 'slow'"
                                                + " AND state <> 'DONE'")
                                == 0);
    }

    @Test
    void scheduledWorkBeginsAtItsTimeAndNotBefore() {
        Instant due = Instant.now().plusMillis(1500);
        enqueue(request(id).dueAt(due));
        await().atMost(PATIENCE).until(() -> scripted.begun().contains(id));
        assertThat(Instant.now()).isAfterOrEqualTo(due).isBefore(due.plusMillis(700));
    }

    @Test
    void workCanBePutOffAndGivenUpBeforeItBegins() {
        enqueue(request(id).dueAt(Instant.now().plusSeconds(600)));
        assertThat(
                        database.inTransaction(session ->
                                        queue.reschedule(
                                                session,
                                                ScriptedWork.KIND,
                                                id,
                                                Instant.now().plusMillis(100)))
                                .await()
                                .atMost(PATIENCE))
                .isTrue();
        await().atMost(PATIENCE).until(() -> state(id).equals("DONE"));

        String other = "other-" + id;
        enqueue(request(other).dueAt(Instant.now().plusSeconds(600)));
        assertThat(cancel(other)).isTrue();
        assertThat(cancel(other)).isFalse();
        assertThat(state(other)).isEqualTo("CANCELLED");
    }

    /** What a kill -9 of another replica leaves: a running item whose lease nobody renews. */
    @Test
    void workOfAProcessThatWasKilledIsTakenOverWithinTenSeconds() {
        String key = "killed-" + id;
        effects.sql(
                """
                INSERT INTO kit_work (id, kind, work_key, dedupe_id, priority, payload, state, due_order,
                    not_before, attempts, lease_token, lease_until)
                VALUES (gen_random_uuid(), 'scripted', '%s', '%s', 1, '{}', 'RUNNING', now(), now(), 1,
                    gen_random_uuid(), clock_timestamp() + interval '7 seconds')
                """
                        .formatted(key, id));
        Instant killed = Instant.now();
        await().atMost(Duration.ofSeconds(10)).until(() -> state(id).equals("DONE"));
        assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(effects.of(id)).containsExactly(key + " attempt 2");
    }

    @Test
    void workThatEndsItsProcessEveryTimeIsParkedInTheEnd() {
        effects.sql(
                """
                INSERT INTO kit_work (id, kind, work_key, dedupe_id, priority, payload, state, due_order,
                    not_before, attempts, lease_token, lease_until)
                VALUES (gen_random_uuid(), 'scripted', '%s', '%s', 1, '{}', 'RUNNING', now(), now(), 3,
                    gen_random_uuid(), clock_timestamp())
                """
                        .formatted(id, id));
        await().atMost(PATIENCE).until(() -> state(id).equals("PARKED"));
        assertThat(effects.of("parked-" + id)).containsExactly("work-abandoned");
        assertThat(scripted.begun()).doesNotContain(id);
    }

    @Test
    void longWorkKeepsItsLease() {
        scripted.script(
                id, item -> scripted.succeed(item).onItem().delayIt().by(Duration.ofSeconds(9)));
        enqueue(request(id));
        await().atMost(PATIENCE).until(() -> state(id).equals("DONE"));
        assertThat(scripted.begun().stream().filter(id::equals)).hasSize(1);
        assertThat(effects.of(id)).containsExactly("k-" + id + " attempt 1");
    }

    @Test
    void aLostLeaseWritesNothing() {
        scripted.script(
                id,
                item -> {
                    if (item.attempt() == 1) {
                        effects.sql("SELECT 1");
                    }
                    return scripted.succeed(item);
                });
        enqueue(request(id).dueAt(Instant.now().plusSeconds(600)));
        UUID stale = UUID.randomUUID();
        WorkItem item =
                new WorkItem(
                        UUID.randomUUID(),
                        ScriptedWork.KIND,
                        id,
                        WorkPriority.NORMAL,
                        id,
                        "{}",
                        1,
                        Instant.now(),
                        null,
                        stale);
        assertThat(
                        database.inTransaction(session -> table.finish(session, item))
                                .await()
                                .atMost(PATIENCE))
                .isFalse();
        assertThat(state(id)).isEqualTo("READY");
        assertThat(cancel(id)).isTrue();
    }

    private static Uni<Void> failed() {
        return Uni.createFrom().failure(new IllegalStateException("not yet"));
    }

    @Test
    void whatItsHandlerDoesNotAdmitStaysUntouchedAndIsTakenWhenItDoes() {
        slow.rest(true);
        enqueue(slow("resting-" + id));
        enqueue(request(id));
        await().atMost(PATIENCE).until(() -> state(id).equals("DONE"));
        assertThat(slow.begun()).doesNotContain("resting-" + id);
        assertThat(state("resting-" + id)).isEqualTo("READY");

        slow.rest(false);
        await().atMost(PATIENCE).until(() -> slow.begun().contains("resting-" + id));
        slow.letGo();
        await().atMost(PATIENCE).until(() -> state("resting-" + id).equals("DONE"));
    }

    private static WorkRequest request(String dedupeId) {
        return WorkRequest.of(ScriptedWork.KIND, "k-" + dedupeId, dedupeId, Map.of("a", 1));
    }

    private static WorkRequest slow(String dedupeId) {
        return WorkRequest.of(SlowWork.KIND, dedupeId, dedupeId, Map.of());
    }

    private boolean enqueue(WorkRequest request) {
        return database.inTransaction(session -> queue.enqueue(session, request))
                .await()
                .atMost(PATIENCE);
    }

    private boolean cancel(String dedupeId) {
        return database.inTransaction(session -> queue.cancel(session, ScriptedWork.KIND, dedupeId))
                .await()
                .atMost(PATIENCE);
    }

    private String state(String dedupeId) {
        return database.inSession(session ->
                        session.createNativeQuery(
                                        "SELECT state FROM kit_work WHERE dedupe_id = ?1",
                                        String.class)
                                .setParameter(1, dedupeId)
                                .getSingleResult())
                .await()
                .atMost(PATIENCE);
    }

    private static Map<String, Object> parked(String key) {
        List<Map<String, Object>> all =
                given().auth()
                        .oauth2(TestTokens.of("it-administrator"))
                        .get("/operations/parked")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("$");
        return all.stream().filter(e -> key.equals(e.get("key"))).findFirst().orElseThrow();
    }
}
