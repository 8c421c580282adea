package org.radbridge.fhirmapper.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.ResultState;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.SharedReads;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.testing.BackingPartsResource;

/** Reads that come at once share statements, and nobody gets what is another's. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C7")
class SharedReadsIT {
    private static final int WRITERS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<ResultState> ALL_STATES = EnumSet.allOf(ResultState.class);
    private static final AccessScope EVERYTHING =
            new AccessScope(
                    new Granted(ALL_STATES, Set.of(Granted.ALL_ELEMENTS), false, false),
                    Optional.empty());
    private static final AccessScope IDS_ALONE =
            new AccessScope(new Granted(ALL_STATES, Set.of("id"), false, false), Optional.empty());

    @Inject SharedReads reads;
    @Inject Pool pool;

    private final FhirClient ehr = FhirClient.as("integrator");

    /** All at once: who may see everything, one record, another one, or ids alone. */
    @Test
    void eachReaderGetsTheirOwnAnswer() {
        List<String> ids =
                IntStream.range(0, 12)
                        .mapToObj(_ -> TestPatients.created(ehr, TestPatients.mrn()))
                        .toList();
        List<Uni<Void>> readers = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String id = ids.get(i % ids.size());
            readers.add(read(id, EVERYTHING, true));
            readers.add(read(id, own(id), true));
            readers.add(read(id, own(ids.get((i + 1) % ids.size())), false));
            readers.add(read("not-" + id, EVERYTHING, false));
            readers.add(
                    reads.read("Patient", id, IDS_ALONE)
                            .invoke(found ->
                                    assertThat(found.orElseThrow().json())
                                            .contains(id)
                                            .doesNotContain("Jane"))
                            .replaceWithVoid());
        }
        Uni.join().all(readers).andCollectFailures().await().atMost(PATIENCE);
    }

    /** As when a connection is lost without a word: its server process stands still. */
    @Test
    void nobodyElseWaitsForAStatementThatIsLost() throws Exception {
        String id = TestPatients.created(ehr, TestPatients.mrn());
        CompletableFuture<Void> lost = new CompletableFuture<>();
        CompletableFuture<Void> behind = new CompletableFuture<>();
        long process =
                pool.withTransaction(holder ->
                                holder.query("LOCK TABLE fhir_resource IN ACCESS EXCLUSIVE MODE")
                                        .execute()
                                        .invoke(() -> follow(id, lost))
                                        .chain(this::waitingProcess)
                                        .invoke(found -> signal("STOP", found)))
                        .await()
                        .atMost(PATIENCE);
        try {
            follow(id, behind);
            Thread.sleep(SharedReads.LONGEST.plusSeconds(1));
            assertThat(behind).isNotDone();
            read(id, EVERYTHING, true).await().atMost(PATIENCE);
            assertThat(behind).succeedsWithin(PATIENCE);
            assertThat(lost).isNotDone();
        } finally {
            signal("CONT", process);
        }
        assertThat(lost).succeedsWithin(PATIENCE);
    }

    private void follow(String id, CompletableFuture<Void> reader) {
        read(id, EVERYTHING, true)
                .subscribe()
                .with(reader::complete, reader::completeExceptionally);
    }

    private Uni<Long> waitingProcess() {
        return pool.query(
                        "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query"
                                + " LIKE '%jsonb_array_elements_text%' AND datname ="
                                + " current_database()")
                .execute()
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getLong(0))
                .onItem()
                .ifNull()
                .failWith(IllegalStateException::new)
                .onFailure(IllegalStateException.class)
                .retry()
                .withBackOff(Duration.ofMillis(20))
                .expireIn(PATIENCE.toMillis());
    }

    private static void signal(String name, long process) {
        try {
            assertThat(
                            new ProcessBuilder("kill", "-" + name, Long.toString(process))
                                    .start()
                                    .waitFor())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Uni<Void> read(String id, AccessScope scope, boolean expected) {
        return reads.read("Patient", id, scope)
                .invoke(found -> {
                    assertThat(found.isPresent()).isEqualTo(expected);
                    found.ifPresent(patient -> assertThat(patient.id()).isEqualTo(id));
                })
                .replaceWithVoid();
    }

    private static AccessScope own(String id) {
        return new AccessScope(
                new Granted(ALL_STATES, Set.of(Granted.ALL_ELEMENTS), false, true),
                Optional.of(id));
    }

    @Test
    void whoeverWroteReadsWhatTheyWrote() throws Exception {
        List<Future<Void>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(
                        threads.submit(() -> {
                            String mrn = TestPatients.mrn();
                            String id = TestPatients.created(ehr, mrn);
                            for (int version = 2; version < 12; version++) {
                                updated(id, mrn, version);
                                assertThat(ehr.request().get("/fhir/Patient/" + id).header("ETag"))
                                        .isEqualTo("W/\"" + version + "\"");
                            }
                            return null;
                        }));
            }
        }
        for (Future<Void> writer : writers) {
            writer.get();
        }
    }

    private void updated(String id, String mrn, int version) {
        body(TestPatients.json(id, mrn, "Version" + version))
                .put("/fhir/Patient/" + id)
                .then()
                .statusCode(200);
    }

    private RequestSpecification body(String json) {
        return ehr.request().contentType("application/fhir+json").body(json);
    }
}
