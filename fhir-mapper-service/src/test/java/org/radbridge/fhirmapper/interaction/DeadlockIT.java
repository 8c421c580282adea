package org.radbridge.fhirmapper.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.kit.testing.BackingPartsResource;

/** Two who wait for one another: PostgreSQL ends one of them. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C7")
class DeadlockIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject Pool pool;

    private final FhirClient ehr = FhirClient.as("integrator");
    private List<Person> people = List.of();

    private record Person(String id, String mrn) {}

    @BeforeEach
    void createPeople() {
        people =
                Stream.generate(TestPatients::mrn)
                        .limit(2)
                        .map(mrn -> new Person(TestPatients.created(ehr, mrn), mrn))
                        .sorted(Comparator.comparing(Person::id))
                        .toList();
    }

    /** PostgreSQL ends whoever waited for a second first; should that be the other, once more. */
    @Test
    void aTransactionThatADeadlockEndedIsTriedAgain() {
        CompletableFuture<Response> writer =
                pool.withTransaction(other ->
                                lock(other, people.getLast())
                                        .map(_ -> start(people.reversed()))
                                        .call(this::somebodyWaits)
                                        .call(() -> isLocked(people.getFirst()))
                                        .call(() -> lock(other, people.getFirst())))
                        .onFailure(PgException.class)
                        .retry()
                        .atMost(5)
                        .await()
                        .atMost(PATIENCE);

        assertThat(writer).succeedsWithin(PATIENCE);
        assertThat(writer.join().statusCode()).as(writer.join().asString()).isEqualTo(200);
        assertThat(people).allSatisfy(one -> assertThat(version(one)).isNotEqualTo("W/\"1\""));
    }

    /** Whoever changes several resources locks them in one order, in whichever they come. */
    @Test
    void transactionsInOppositeOrdersDoNotWaitForOneAnother() {
        CompletableFuture<Response> writer =
                pool.withTransaction(other ->
                                lock(other, people.getFirst())
                                        .map(_ -> start(people.reversed()))
                                        .call(this::somebodyWaits)
                                        .call(() -> lock(other, people.getLast(), "NOWAIT")))
                        .await()
                        .atMost(PATIENCE);

        assertThat(writer).succeedsWithin(PATIENCE);
        assertThat(writer.join().statusCode()).as(writer.join().asString()).isEqualTo(200);
    }

    private CompletableFuture<Response> start(List<Person> changed) {
        String entries =
                changed.stream()
                        .map(one ->
                                """
                                {"resource":%s,"request":{"method":"PUT","url":"Patient/%s"}}\
                                """
                                        .formatted(
                                                TestPatients.json(one.id(), one.mrn(), "Roe"),
                                                one.id()))
                        .collect(Collectors.joining(","));
        return CompletableFuture.supplyAsync(() ->
                ehr.request()
                        .contentType("application/fhir+json")
                        .body(
                                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                                        + entries
                                        + "]}")
                        .post("/fhir"));
    }

    private static Uni<Integer> lock(SqlConnection connection, Person person) {
        return lock(connection, person, "");
    }

    private static Uni<Integer> lock(SqlConnection connection, Person person, String wait) {
        return connection
                .preparedQuery(
                        "SELECT pk FROM fhir_resource WHERE type = 'Patient' AND id = $1 FOR"
                                + " UPDATE "
                                + wait)
                .execute(Tuple.of(person.id()))
                .map(SqlResult::size);
    }

    private Uni<Void> somebodyWaits() {
        return pool.query(
                        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query"
                                + " LIKE '%jsonb_to_recordset%' AND datname = current_database()")
                .execute()
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw new IllegalStateException("nobody waits");
                    }
                })
                .onFailure(IllegalStateException.class)
                .retry()
                .withBackOff(Duration.ofMillis(20))
                .expireIn(PATIENCE.toMillis())
                .replaceWithVoid();
    }

    private Uni<Void> isLocked(Person person) {
        return pool.withConnection(third -> lock(third, person, "SKIP LOCKED"))
                .invoke(free -> assertThat(free).isZero())
                .replaceWithVoid();
    }

    private String version(Person person) {
        return ehr.request().get("/fhir/Patient/" + person.id()).header("ETag");
    }
}
