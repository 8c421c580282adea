package org.radbridge.fhirmapper.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.kit.testing.BackingPartsResource;

/** Batch and transaction. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C7")
class TransactionIT {
    @Inject Pool pool;

    private final FhirClient ehr = FhirClient.as("integrator");
    private final String mrn = TestPatients.mrn();

    @Test
    void aTransactionsEntriesReferToOneAnother() {
        String patient = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a";
        Bundle answer =
                sent(
                        "transaction",
                        post(patient, TestPatients.json(mrn)),
                        post(
                                "urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059",
                                linked(mrn + "-2", patient)),
                        get("Patient?identifier=" + mrn));

        assertThat(FhirJudge.instance().errors(answer)).isEmpty();
        assertThat(answer.getType()).isEqualTo(Bundle.BundleType.TRANSACTIONRESPONSE);
        assertThat(statuses(answer)).containsExactly("201", "201", "200");
        String id = created(answer, 0);
        assertThat(
                        ehr.read(Patient.class, created(answer, 1))
                                .getLinkFirstRep()
                                .getOther()
                                .getReference())
                .isEqualTo("Patient/" + id);
        Bundle found = (Bundle) answer.getEntry().get(2).getResource();
        assertThat(found.getEntry()).hasSize(1);
    }

    @Test
    void aReferenceMayBeASearchForOne() {
        sent("transaction", post(null, TestPatients.json(mrn)));
        Bundle answer =
                sent("transaction", post(null, linked(mrn + "-2", "Patient?identifier=" + mrn)));

        Patient other = ehr.read(Patient.class, created(answer, 0));
        assertThat(other.getLinkFirstRep().getOther().getReference())
                .isEqualTo(
                        "Patient/"
                                + ehr.search("Patient", "identifier", mrn)
                                        .getEntryFirstRep()
                                        .getResource()
                                        .getIdPart());
        Response missing =
                send(
                        "transaction",
                        post(null, linked(mrn + "-3", "Patient?identifier=" + mrn + "-none")));
        assertThat(missing.statusCode()).isEqualTo(400);
    }

    /** Somebody writes the resource meanwhile: its row and its name are locked. */
    @Test
    void whoOnlyRefersToAResourceWaitsForNobody() {
        String id = created(sent("transaction", post(null, TestPatients.json(mrn))), 0);
        Bundle answer =
                pool.withTransaction(connection ->
                                connection
                                        .preparedQuery(
                                                "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
                                        .execute(Tuple.of(Condition.identifierName("Patient", mrn)))
                                        .chain(() ->
                                                connection
                                                        .preparedQuery(
                                                                "SELECT pk FROM fhir_resource WHERE"
                                                                        + " type = 'Patient' AND id ="
                                                                        + " $1 FOR UPDATE")
                                                        .execute(Tuple.of(id)))
                                        .chain(() ->
                                                Uni.createFrom()
                                                        .item(() -> meetAgain(mrn))
                                                        .runSubscriptionOn(
                                                                Infrastructure
                                                                        .getDefaultWorkerPool())))
                        .await()
                        .atMost(Duration.ofSeconds(20));
        assertThat(statuses(answer)).containsExactly("200", "201");
        assertThat(answer.getEntryFirstRep().getResponse().getLocation()).contains(id);
    }

    private Bundle meetAgain(String number) {
        return sent(
                "transaction",
                entry(
                        "POST",
                        "Patient",
                        TestPatients.json(number),
                        "\"ifNoneExist\":\"identifier=" + number + "\""),
                post(null, linked(number + "-2", "Patient?identifier=" + number)));
    }

    @Test
    void whenOneEntryFailsNothingIsDone() {
        String id = created(sent("transaction", post(null, TestPatients.json(mrn))), 0);

        Response refused =
                send(
                        "transaction",
                        post(null, TestPatients.json(mrn + "-2")),
                        entry("DELETE", "Patient/" + id, null, null),
                        put("Patient/" + id + "x", TestPatients.json(id + "x", mrn, "Doe")));
        assertThat(refused.statusCode()).isEqualTo(405);
        Response stale =
                send(
                        "transaction",
                        post(null, TestPatients.json(mrn + "-2")),
                        entry(
                                "PUT",
                                "Patient/" + id,
                                TestPatients.json(id, mrn, "Roe"),
                                "\"ifMatch\":\"W/\\\"7\\\"\""));
        assertThat(stale.statusCode()).isEqualTo(412);
        Response invalid =
                send(
                        "transaction",
                        post(null, TestPatients.json(mrn + "-2")),
                        post(null, "{\"resourceType\":\"Patient\",\"gender\":\"purple\"}"));
        assertThat(invalid.statusCode()).isEqualTo(422);
        assertThat(FhirClient.outcome(invalid).getIssue())
                .anyMatch(i -> i.getExpression().toString().contains("Bundle.entry[1].resource"));

        assertThat(ehr.search("Patient", "identifier", mrn + "-2").getEntry()).isEmpty();
        assertThat(ehr.read(Patient.class, id).getMeta().getVersionId()).isEqualTo("1");
    }

    @Test
    void everyKindOfWriteFitsIntoOneTransaction() {
        Bundle first =
                sent(
                        "transaction",
                        post(null, TestPatients.json(mrn + "-gone")),
                        post(null, TestPatients.json(mrn + "-put")),
                        post(null, TestPatients.json(mrn + "-patched")));
        String gone = created(first, 0);
        String changed = created(first, 1);
        String patched = created(first, 2);

        Bundle answer =
                sent(
                        "transaction",
                        get("Patient/" + changed),
                        put("Patient/" + changed, TestPatients.json(changed, mrn + "-put", "Roe")),
                        entry(
                                "PATCH",
                                "Patient/" + patched,
                                """
                                {"resourceType":"Parameters","parameter":[{"name":"operation","part":[
                                 {"name":"type","valueCode":"replace"},
                                 {"name":"path","valueString":"Patient.active"},
                                 {"name":"value","valueBoolean":false}]}]}
                                """,
                                null),
                        put("Patient?identifier=" + mrn + "-new", TestPatients.json(mrn + "-new")),
                        post(null, TestPatients.json(mrn + "-posted")),
                        entry("DELETE", "Patient/" + gone, null, null));

        assertThat(statuses(answer)).containsExactly("200", "200", "200", "201", "201", "204");
        assertThat(
                        ((Patient) answer.getEntryFirstRep().getResource())
                                .getNameFirstRep()
                                .getFamily())
                .isEqualTo("Roe");
        assertThat(ehr.read(Patient.class, patched).getActive()).isFalse();
        assertThat(ehr.request().get("/fhir/Patient/" + gone).statusCode()).isEqualTo(410);
    }

    @Test
    void twoEntriesAboutOneResourceAreRefused() {
        String id = created(sent("transaction", post(null, TestPatients.json(mrn))), 0);

        Response refused =
                send(
                        "transaction",
                        put("Patient/" + id, TestPatients.json(id, mrn, "Roe")),
                        entry("DELETE", "Patient/" + id, null, null));
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    void aBatchsEntriesSucceedAndFailEachByItself() {
        Bundle answer =
                sent(
                        "batch",
                        post(null, TestPatients.json(mrn)),
                        post(null, "{\"resourceType\":\"Patient\",\"gender\":\"purple\"}"),
                        get("Patient/nobody"),
                        get("DiagnosticReport?status=final"),
                        entry("DELETE", "Observation/1", null, null),
                        entry("GRAB", "Patient/1", null, null),
                        get("Patient?identifier=" + mrn));

        assertThat(statuses(answer))
                .containsExactly("201", "422", "404", "403", "403", "400", "200");
        assertThat(answer.getEntry().get(2).getResponse().getOutcome())
                .isInstanceOf(OperationOutcome.class);
        assertThat(FhirJudge.instance().errors(answer)).isEmpty();
    }

    @Test
    void aTransactionThatThePolicyDoesNotGrantWhollyIsNotDone() {
        Response refused =
                send(
                        "transaction",
                        post(null, TestPatients.json(mrn)),
                        entry("DELETE", "Observation/1", null, null));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(ehr.search("Patient", "identifier", mrn).getEntry()).isEmpty();
    }

    @Test
    void transactionsThatRaceForOneConditionMakeOneResource() throws Exception {
        List<Callable<Response>> writers =
                IntStream.range(0, 16)
                        .<Callable<Response>>mapToObj(_ ->
                                () ->
                                        send(
                                                "transaction",
                                                entry(
                                                        "POST",
                                                        "Patient",
                                                        TestPatients.json(mrn)
                                                                .replace(
                                                                        TestPatients.SYSTEM,
                                                                        "urn:oid:1.2.3."
                                                                                + Math.abs(
                                                                                        Thread
                                                                                                .currentThread()
                                                                                                .threadId())),
                                                        "\"ifNoneExist\":\"identifier="
                                                                + mrn
                                                                + "\""),
                                                post(null, TestPatients.json(TestPatients.mrn()))))
                        .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            assertThat(threads.invokeAll(writers).stream().map(Future::resultNow))
                    .allMatch(response -> response.statusCode() == 200);
        }
        assertThat(ehr.search("Patient", "identifier", mrn).getEntry()).hasSize(1);
    }

    @Test
    void whatIsNoBundleOfInteractionsIsRefused() {
        assertThat(send("collection").statusCode()).isEqualTo(400);
        assertThat(submitted("{\"resourceType\":\"Patient\"}").statusCode()).isEqualTo(400);
        String[] many = new String[501];
        Arrays.fill(many, get("Patient/1"));
        assertThat(send("batch", many).statusCode()).isEqualTo(413);
    }

    /** R4 json, 2.6.2.2: 0.10 says more than 0.1. */
    @Test
    void decimalsKeepEveryDigit() {
        String precise = "\"valueDecimal\":12345678901234567890.10";
        String id = created(sent("transaction", post(null, weighing(precise))), 0);
        assertThat(stored(id)).contains(precise);
        ehr.request()
                .contentType("application/json-patch+json")
                .body("[{\"op\":\"replace\",\"path\":\"/active\",\"value\":false}]")
                .patch("/fhir/Patient/" + id)
                .then()
                .statusCode(200);
        assertThat(stored(id)).contains("\"active\":false", precise);
    }

    /** What the database cannot hold is the client's fault, not the server's. */
    @Test
    void aDecimalThatNobodyCanHoldIsRefused() {
        Response refused = send("transaction", post(null, weighing("\"valueDecimal\":1e200000")));
        assertThat(refused.statusCode()).as(refused.asString()).isBetween(400, 499);
    }

    private String weighing(String value) {
        return with(mrn, "\"extension\":[{\"url\":\"urn:example:weight\"," + value + "}]");
    }

    private static String with(String mrn, String property) {
        return TestPatients.json(mrn).replace("\"active\":true", "\"active\":true," + property);
    }

    private String stored(String id) {
        return ehr.request().get("/fhir/Patient/" + id).asString().replaceAll("\\s", "");
    }

    @Test
    void whatNamesAPropertyTwiceIsRefused() {
        Response refused = send("transaction", post(null, with(mrn, "\"active\":false")));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(ehr.search("Patient", "identifier", mrn).getEntry()).isEmpty();
    }

    private static String linked(String mrn, String reference) {
        return with(
                mrn,
                "\"link\":[{\"type\":\"seealso\",\"other\":{\"reference\":\""
                        + reference
                        + "\"}}]");
    }

    private static String post(@Nullable String fullUrl, String resource) {
        String entry = entry("POST", "Patient", resource, null);
        return fullUrl == null ? entry : "{\"fullUrl\":\"" + fullUrl + "\"," + entry.substring(1);
    }

    private static String put(String url, String resource) {
        return entry("PUT", url, resource, null);
    }

    private static String get(String url) {
        return entry("GET", url, null, null);
    }

    private static String entry(
            String method, String url, @Nullable String resource, @Nullable String more) {
        return "{"
                + (resource == null ? "" : "\"resource\":" + resource + ",")
                + "\"request\":{\"method\":\""
                + method
                + "\",\"url\":\""
                + url
                + "\""
                + (more == null ? "" : "," + more)
                + "}}";
    }

    private Bundle sent(String type, String... entries) {
        Response response = send(type, entries);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(Bundle.class, response.asString());
    }

    private Response send(String type, String... entries) {
        return submitted(
                "{\"resourceType\":\"Bundle\",\"type\":\""
                        + type
                        + "\",\"entry\":["
                        + String.join(",", entries)
                        + "]}");
    }

    private Response submitted(String bundle) {
        return ehr.request().contentType("application/fhir+json").body(bundle).post("/fhir");
    }

    private static List<String> statuses(Bundle answer) {
        return answer.getEntry().stream()
                .map(e -> e.getResponse().getStatus().substring(0, 3))
                .toList();
    }

    private static String created(Bundle answer, int entry) {
        String location = answer.getEntry().get(entry).getResponse().getLocation();
        return location.replaceAll(".*/Patient/([^/]+)/.*", "$1");
    }
}
