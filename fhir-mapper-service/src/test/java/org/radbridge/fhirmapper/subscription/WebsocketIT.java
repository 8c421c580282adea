package org.radbridge.fhirmapper.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.radbridge.fhirmapper.subscription.Notifications.parsed;
import static org.radbridge.fhirmapper.subscription.Notifications.part;
import static org.radbridge.fhirmapper.subscription.Notifications.value;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ResultState;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.subscription.SocketSubscriber.Closed;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.RestHook;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.DefaultPolicy;
import org.radbridge.kit.testing.EventProbe;

/** Who opens a connection is told over it what happens while it is open, and nobody else is. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(RestHook.class)
@TestProfile(WebsocketIT.Impatient.class)
@Tag("C8")
class WebsocketIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final int MANY = 4000;

    MapperPeers peers;
    @Inject Database database;
    private StudyFlow flow;
    private EventProbe probe;
    private final List<SocketSubscriber> opened = new ArrayList<>();
    private final String mrn = "MRN-" + UUID.randomUUID();
    private final TestStudy study = TestStudies.radiograph(mrn);
    private final FhirClient subscriber =
            FhirClient.asUser("subscriber-" + mrn, "integrator", "radiologist");

    /** So that no test waits for long. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "radbridge.subscriptions.websocket.read-within", "PT2S",
                    "radbridge.subscriptions.websocket.bind-within", "PT3S");
        }
    }

    @BeforeEach
    void connect() {
        flow = new StudyFlow(peers, mrn);
        probe = EventProbe.connect();
    }

    @AfterEach
    void disconnect() {
        opened.forEach(SocketSubscriber::close);
        probe.close();
        flow.close();
    }

    @Test
    void anOwnerIsToldWhileConnectedAndAsksForTheRest() {
        String id = subscribed("report-preliminary", "id-only");
        assertThat(status(id)).isEqualTo("requested");
        SocketSubscriber first = open().bind(token(id));
        Bundle handshake = heard(first, 1);
        assertThat(value(handshake, "type")).isEqualTo("handshake");
        assertThat(value(handshake, "events-since-subscription-start")).isEqualTo("0");
        assertThat(status(id)).isEqualTo("active");

        flow.publish(study, TestResults.critical(study));
        Bundle told = heard(first, 2);
        assertThat(value(told, "type")).isEqualTo("event-notification");
        assertThat(part(told, "event-number")).isEqualTo("1");
        assertThat(part(told, "focus"))
                .endsWith("/fhir/DiagnosticReport/" + ResourceIds.diagnosticReport(study.uid()));
        Notifications.isValid(handshake);
        Notifications.isValid(told);
        first.close();

        TestStudy missed = TestStudies.headCt(mrn);
        flow.publish(missed, TestResults.routine(missed));
        SocketSubscriber second = open().bind(token(id));
        assertThat(value(heard(second, 1), "events-since-subscription-start")).isEqualTo("2");
        Bundle rest = events(id, 2);
        assertThat(part(rest, "event-number")).isEqualTo("2");
        assertThat(part(rest, "focus"))
                .endsWith("/fhir/DiagnosticReport/" + ResourceIds.diagnosticReport(missed.uid()));
        TestStudy third = TestStudies.radiograph(mrn);
        flow.publish(third, TestResults.routine(third));
        assertThat(part(heard(second, 2), "event-number")).isEqualTo("3");
        assertThat(second.heard()).hasSize(2);

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(
                                        probe
                                                .events(
                                                        EventType.AUDIT_RECORDED,
                                                        AuditRecorded.class)
                                                .stream()
                                                .filter(a ->
                                                        a.userName().equals("subscriber-" + mrn)
                                                                && a.action()
                                                                        == AuditRecorded.Action
                                                                                .TRANSFER)
                                                .map(AuditRecorded::studyInstanceUid))
                                .containsExactlyInAnyOrder(study.uid(), third.uid()));
    }

    @Test
    void severalSubscriptionsShareAConnectionAndSilenceIsBroken() {
        String critical = subscribed("critical-finding", "full-resource");
        String last = subscribed("report-final", "empty");
        Subscription resource = subscriber.read(Subscription.class, last);
        resource.getChannel()
                .addExtension(
                        Requested.EXTENSION + "backport-heartbeat-period", new UnsignedIntType(1));
        put(resource);
        Response answer =
                subscriber
                        .request()
                        .contentType("application/fhir+json")
                        .body(
                                """
                                {"resourceType":"Parameters","parameter":[
                                 {"name":"id","valueId":"%s"},{"name":"id","valueId":"%s"}]}
                                """
                                        .formatted(critical, last))
                        .post("/fhir/Subscription/$get-ws-binding-token");
        SocketSubscriber socket = open().bind(token(answer));
        assertThat(List.of(topic(heard(socket, 1)), topic(heard(socket, 2))))
                .containsExactlyInAnyOrder("critical-finding", "report-final");

        flow.publish(study, TestResults.critical(study));
        flow.attest(study);
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(
                                        socket.heard().stream()
                                                .map(Notifications::parsed)
                                                .map(b -> topic(b) + " " + value(b, "type")))
                                .contains(
                                        "critical-finding event-notification",
                                        "report-final event-notification",
                                        "report-final heartbeat")
                                .doesNotContain("critical-finding heartbeat"));
        Bundle full =
                socket.heard().stream()
                        .map(Notifications::parsed)
                        .filter(b -> b.getEntry().size() == 2)
                        .findFirst()
                        .orElseThrow();
        assertThat(full.getEntry().get(1).getResource()).isInstanceOf(DiagnosticReport.class);
    }

    @Test
    void aConnectionEndsWithItsSubscription() {
        String id = subscribed("report-final", "empty");
        SocketSubscriber rewritten = open().bind(token(id));
        heard(rewritten, 1);
        Subscription resource = subscriber.read(Subscription.class, id);
        put(resource);
        assertClosed(rewritten, 1000, "subscription-over");

        SocketSubscriber off = open().bind(token(id));
        heard(off, 1);
        resource = subscriber.read(Subscription.class, id);
        resource.setStatus(Subscription.SubscriptionStatus.OFF);
        put(resource);
        assertClosed(off, 1000, "subscription-over");
        assertThat(ask(subscriber, id).statusCode()).isEqualTo(404);
    }

    @Test
    void aConnectionEndsWhenTheAccessIsTakenAway() {
        String role = "ward-desk-" + UUID.randomUUID();
        FhirClient ward = FhirClient.asUser("ward-" + mrn, "integrator", role);
        List<AccessRule> rules = new ArrayList<>(DefaultPolicy.read().rules());
        rules.add(
                new AccessRule(
                        role,
                        "DiagnosticReport",
                        List.of(ResultState.values()),
                        List.of("*"),
                        false,
                        false,
                        null));
        enforce(rules);
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        ward.request().get("/fhir/DiagnosticReport?_count=0").statusCode() == 200);
        String id = subscribed(ward, "report-preliminary", "id-only");
        SocketSubscriber socket = open().bind(token(ask(ward, id)));
        heard(socket, 1);

        enforce(DefaultPolicy.read().rules());
        assertClosed(socket, 1008, "forbidden");
        assertThat(ask(ward, id).statusCode()).isEqualTo(403);
    }

    @Test
    void aTokenIsForItsOwnerAndGoodOnce() {
        String id = subscribed("report-final", "empty");
        Response other = ask(FhirClient.asUser("other-" + mrn, "integrator", "radiologist"), id);
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(failure(other.asString())).isEqualTo("subscription-not-owner");

        String token = token(id);
        heard(open().bind(token), 1);
        assertClosed(open().bind(token), 1008, "subscription-token-refused");
        String late = token(id);
        run("UPDATE subscription_token SET expires_at = clock_timestamp() - interval '1 second'");
        assertClosed(open().bind(late), 1008, "subscription-token-refused");
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class).stream()
                                .anyMatch(a -> "subscription-token-refused".equals(a.failureId())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "bind-with-token", "bind-with-token ../../etc", "{}"})
    void whatIsNotUnderstoodIsSaidAndEndsTheConnection(String message) {
        assertClosed(open().say(message), 1008, "subscription-message-unknown");
    }

    @Test
    void whoSendsBytesOrBindsNothingIsNotHeldOnTo() {
        assertClosed(open().sayBytes(new byte[10]), 1008, "subscription-message-unknown");
        assertClosed(open(), 1008, "subscription-unbound");
        assertThat(RestAssured.get("/fhir/websocket").statusCode()).isEqualTo(400);
    }

    @Test
    void aRestHookHasNoTokenAndAWebsocketNoEndpoint() {
        Response endpoint =
                new Requested("report-final", "websocket", "https://ehr.example/hook", "empty", "")
                        .post(subscriber);
        assertThat(endpoint.statusCode()).isEqualTo(422);
        assertThat(failure(endpoint.asString())).isEqualTo("subscription-unsupported");
        assertThat(
                        subscriber
                                .request()
                                .get("/fhir/Subscription/$get-ws-binding-token")
                                .statusCode())
                .isEqualTo(400);
    }

    /** What is not read waits in the database: some of many events are sent, and none twice. */
    @Test
    void whoDoesNotReadIsSentNoMoreThanTheConnectionHolds() {
        String id = subscribed("report-preliminary", "full-resource");
        flow.publish(study, TestResults.critical(study));
        SocketSubscriber slow = SocketSubscriber.slow(url());
        opened.add(slow);
        slow.bind(token(id));
        slow.read(1);
        heard(slow, 1);
        run(
                """
                INSERT INTO subscription_event (subscription, number, at, report)
                SELECT '%s', n, now(), '%s' FROM generate_series(2, %d) AS n
                """
                        .formatted(id, ResourceIds.diagnosticReport(study.uid()), MANY));
        run("UPDATE subscription SET events = %d WHERE id = '%s'".formatted(MANY, id));
        await().atMost(Duration.ofMinutes(2))
                .until(() ->
                        RestAssured.get("/q/metrics")
                                .asString()
                                .contains("radbridge_subscriptions_websockets 0.0"));
        slow.read(Long.MAX_VALUE);
        await().atMost(LONG_ENOUGH).until(() -> slow.isBrokenOff() || slow.closed().isPresent());
        List<String> numbers =
                slow.heard().stream()
                        .filter(text -> text.contains("event-notification"))
                        .map(text -> part(parsed(text), "event-number"))
                        .toList();
        assertThat(numbers).hasSizeLessThan(MANY - 1);
        assertThat(numbers)
                .isEqualTo(
                        IntStream.range(2, numbers.size() + 2)
                                .mapToObj(Integer::toString)
                                .toList());
    }

    private SocketSubscriber open() {
        SocketSubscriber socket = SocketSubscriber.connect(url());
        opened.add(socket);
        return socket;
    }

    private static String url() {
        return "ws://localhost:" + RestAssured.port + "/fhir/websocket";
    }

    private static Bundle heard(SocketSubscriber socket, int count) {
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(socket.heard())
                                .as("" + socket.closed())
                                .hasSizeGreaterThanOrEqualTo(count));
        return parsed(socket.heard().get(count - 1));
    }

    private static void assertClosed(SocketSubscriber socket, int code, String why) {
        await().atMost(LONG_ENOUGH).until(() -> socket.closed().isPresent());
        assertThat(socket.closed()).contains(new Closed(code, why));
        assertThat(failure(socket.heard().getLast())).isEqualTo(why);
    }

    private static String failure(String outcome) {
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(OperationOutcome.class, outcome)
                .getIssueFirstRep()
                .getDetails()
                .getCodingFirstRep()
                .getCode();
    }

    private static String topic(Bundle notification) {
        return value(notification, "topic").substring(Requested.TOPIC.length());
    }

    private String subscribed(String topic, String content) {
        return subscribed(subscriber, topic, content);
    }

    private String subscribed(FhirClient as, String topic, String content) {
        Response created =
                new Requested(topic, "websocket", "", content, "patient.identifier=" + mrn)
                        .post(as);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return created.jsonPath().getString("id");
    }

    private void put(Subscription resource) {
        subscriber
                .request()
                .contentType("application/fhir+json")
                .body(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource))
                .put("/fhir/Subscription/" + resource.getIdPart())
                .then()
                .statusCode(200);
    }

    private static Response ask(FhirClient as, String id) {
        return as.request().get("/fhir/Subscription/" + id + "/$get-ws-binding-token");
    }

    private String token(String id) {
        return token(ask(subscriber, id));
    }

    private static String token(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        Parameters parameters =
                FhirContext.forR4Cached()
                        .newJsonParser()
                        .parseResource(Parameters.class, answer.asString());
        assertThat(parameters.getParameter("websocket-url").getValue().primitiveValue())
                .startsWith("ws")
                .endsWith("/fhir/websocket");
        return parameters.getParameter("token").getValue().primitiveValue();
    }

    private String status(String id) {
        return subscriber.json("Subscription", id).get("status").toString();
    }

    private Bundle events(String id, int since) {
        return parsed(
                subscriber
                        .request()
                        .queryParam("eventsSinceNumber", since)
                        .get("/fhir/Subscription/" + id + "/$events")
                        .asString());
    }

    private void enforce(List<AccessRule> rules) {
        Instant now = Instant.now();
        probe.publish(new AccessPolicyPublished(now.toEpochMilli(), now, rules), Lane.ROUTINE);
    }

    private void run(String sql) {
        database.inTransaction(session -> session.createNativeQuery(sql).executeUpdate())
                .await()
                .atMost(LONG_ENOUGH);
    }
}
