package org.radbridge.fhirmapper.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.radbridge.fhirmapper.subscription.Notifications.isValid;
import static org.radbridge.fhirmapper.subscription.Notifications.parsed;
import static org.radbridge.fhirmapper.subscription.Notifications.part;
import static org.radbridge.fhirmapper.subscription.Notifications.value;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.RestHook;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;

/** Who subscribes is told of every event, once and in order, as far as they may see it. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(RestHook.class)
@Tag("C8")
class SubscriptionIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    MapperPeers peers;
    RestHook hook;
    private StudyFlow flow;
    private final String mrn = "MRN-" + UUID.randomUUID();
    private final String path = "/" + UUID.randomUUID();
    private final TestStudy study = TestStudies.radiograph(mrn);
    private final FhirClient subscriber =
            FhirClient.asUser("subscriber-" + mrn, "integrator", "radiologist");

    @BeforeEach
    void connect() {
        flow = new StudyFlow(peers, mrn);
    }

    @AfterEach
    void disconnect() {
        flow.close();
    }

    @Test
    void aSubscriberIsToldOfAResultAndOfTheSignature() {
        String critical = subscribed("critical-finding", path + "/critical", "id-only", "");
        String preliminary = subscribed("report-preliminary", path + "/preliminary", "empty", "");
        String last = subscribed("report-final", path + "/final", "full-resource", "");
        Bundle handshake = notifications(path + "/critical").getFirst();
        assertThat(value(handshake, "type")).isEqualTo("handshake");
        assertThat(value(handshake, "topic")).isEqualTo(Requested.TOPIC + "critical-finding");
        assertThat(hook.heard(path + "/critical").getFirst().authorization())
                .isEqualTo("Bearer of-the-site");

        flow.publish(study, TestResults.critical(study));
        Bundle told = event(path + "/critical", 1);
        assertThat(told.getType()).isEqualTo(BundleType.HISTORY);
        assertThat(value(told, "type")).isEqualTo("event-notification");
        assertThat(value(told, "subscription")).endsWith("/fhir/Subscription/" + critical);
        assertThat(value(told, "events-since-subscription-start")).isEqualTo("1");
        assertThat(part(told, "focus"))
                .endsWith("/fhir/DiagnosticReport/" + ResourceIds.diagnosticReport(study.uid()));
        assertThat(told.getEntry().get(1).getResource()).isNull();
        Bundle empty = event(path + "/preliminary", 1);
        assertThat(empty.getEntry()).hasSize(1);
        assertThat(hook.heard(path + "/preliminary").getLast().body())
                .doesNotContain("DiagnosticReport/");
        assertThat(notifications(path + "/final")).hasSize(1);

        flow.attest(study);
        Bundle signed = event(path + "/final", 1);
        DiagnosticReport report = (DiagnosticReport) signed.getEntry().get(1).getResource();
        assertThat(report.getStatus()).isEqualTo(DiagnosticReportStatus.FINAL);
        assertThat(notifications(path + "/critical")).as("a decision is no new finding").hasSize(2);
        for (Bundle each : List.of(handshake, told, empty, signed)) {
            isValid(each);
        }
        List.of(critical, preliminary, last)
                .forEach(id -> assertThat(status(id)).isEqualTo("active"));
        assertThat(FhirJudge.instance().errors(subscriber.read(Subscription.class, critical)))
                .isEmpty();
    }

    @Test
    void whatASubscriberMissesComesOnceAndInOrderWhenItIsBack() {
        String id = subscribed("report-preliminary", path, "id-only", "patient.identifier=" + mrn);
        hook.answer(path, 503);
        TestStudy second = TestStudies.headCt(mrn);
        flow.publish(study, TestResults.critical(study));
        flow.publish(second, TestResults.routine(second));
        await().atMost(LONG_ENOUGH).until(() -> status(id).equals("error"));
        assertThat(subscriber.read(Subscription.class, id).getError())
                .isEqualTo("subscription-not-heard");
        int tried = hook.heard(path).size();
        await().atMost(LONG_ENOUGH).until(() -> hook.heard(path).size() > tried + 3);

        Bundle missed = events(id, "");
        assertThat(value(missed, "type")).isEqualTo("query-event");
        assertThat(missed.getEntry()).hasSize(3);
        assertThat(events(id, "?eventsSinceNumber=2").getEntry()).hasSize(2);
        isValid(missed);
        assertThat(
                        bundle(
                                        subscriber
                                                .request()
                                                .contentType("application/fhir+json")
                                                .body(
                                                        """
                                                        {"resourceType":"Parameters","parameter":[
                                                         {"name":"eventsUntilNumber","valueString":"1"}]}
                                                        """)
                                                .post("/fhir/Subscription/" + id + "/$events"))
                                .getEntry())
                .hasSize(2);

        hook.answer(path, 200);
        event(path, 2);
        await().atMost(LONG_ENOUGH).until(() -> status(id).equals("active"));
        assertThat(
                        hook.heard(path).stream()
                                .filter(heard -> heard.status() == 200)
                                .map(heard -> parsed(heard.body()))
                                .filter(bundle ->
                                        value(bundle, "type").equals("event-notification"))
                                .map(bundle -> part(bundle, "event-number")))
                .containsExactly("1", "2");
        Bundle standing = bundle(subscriber.request().get("/fhir/Subscription/" + id + "/$status"));
        assertThat(standing.getType()).isEqualTo(BundleType.SEARCHSET);
        assertThat(value(standing, "events-since-subscription-start")).isEqualTo("2");
        assertThat(value(standing, "status")).isEqualTo("active");
        isValid(standing);
    }

    @Test
    void onlyWhatMeetsItsFiltersAndItsOwnersRightsIsTold() {
        subscribed("report-preliminary", path + "/other", "id-only", "patient.identifier=nobody");
        subscribed("report-preliminary", path + "/urgent", "id-only", "urgency=urgent");
        FhirClient blind = FhirClient.asUser("blind-" + mrn, "integrator");
        assertThat(
                        subscribe(blind, "report-preliminary", path + "/blind", "id-only", "")
                                .statusCode())
                .isEqualTo(201);
        subscribed("report-preliminary", path, "id-only", "urgency=critical");
        await().atMost(LONG_ENOUGH).until(() -> !hook.heard(path + "/blind").isEmpty());

        flow.publish(study, TestResults.critical(study));
        event(path, 1);
        await().during(Duration.ofSeconds(1))
                .until(() ->
                        List.of("/other", "/urgent", "/blind").stream()
                                .allMatch(name -> hook.heard(path + name).size() == 1));
    }

    @Test
    void aSilentSubscriptionHasHeartbeatsAndOneThatIsOffHasNothing() {
        String id = subscribed("report-preliminary", path, "id-only", "");
        Subscription resource = subscriber.read(Subscription.class, id);
        resource.getChannel()
                .addExtension(
                        Requested.EXTENSION + "backport-heartbeat-period", new UnsignedIntType(1));
        assertThat(put(resource).statusCode()).isEqualTo(200);
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        notifications(path).stream()
                                        .filter(n -> value(n, "type").equals("heartbeat"))
                                        .count()
                                >= 2);

        resource = subscriber.read(Subscription.class, id);
        resource.setStatus(Subscription.SubscriptionStatus.OFF);
        assertThat(put(resource).statusCode()).isEqualTo(200);
        assertThat(subscriber.request().get("/fhir/Subscription/" + id + "/$status").statusCode())
                .isEqualTo(404);
        flow.publish(study, TestResults.critical(study));
        int heard = hook.heard(path).size();
        await().during(Duration.ofSeconds(2)).until(() -> hook.heard(path).size() == heard);
        assertThat(status(id)).isEqualTo("off");
    }

    @ParameterizedTest
    @CsvSource({
        "subscription-topic-unknown, report-lost, rest-hook, /, id-only, ''",
        "subscription-unsupported, report-final, email, /, id-only, ''",
        "subscription-unsupported, report-final, rest-hook, /, everything, ''",
        "subscription-endpoint-refused, report-final, rest-hook, https://elsewhere.example/, id-only, ''",
        "subscription-filter-invalid, report-final, rest-hook, /, id-only, colour=red",
    })
    void whatIsNotOfferedIsRefused(
            String failure,
            String topic,
            String channel,
            String endpoint,
            String content,
            String filter) {
        Response refused = requested(topic, channel, endpoint, content, filter).post(subscriber);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(
                        FhirClient.outcome(refused)
                                .getIssueFirstRep()
                                .getDetails()
                                .getCodingFirstRep()
                                .getCode())
                .isEqualTo(failure);
    }

    private String subscribed(String topic, String endpoint, String content, String filter) {
        Response created = subscribe(subscriber, topic, endpoint, content, filter);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        String id = created.jsonPath().getString("id");
        await().atMost(LONG_ENOUGH).until(() -> status(id).equals("active"));
        return id;
    }

    private Response subscribe(
            FhirClient as, String topic, String endpoint, String content, String filter) {
        return requested(topic, "rest-hook", endpoint, content, filter).post(as);
    }

    private Requested requested(
            String topic, String channel, String endpoint, String content, String filter) {
        String url = endpoint.startsWith("https") ? endpoint : hook.base() + endpoint;
        return new Requested(topic, channel, url, content, filter);
    }

    private Response put(Subscription resource) {
        return subscriber
                .request()
                .contentType("application/fhir+json")
                .body(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource))
                .put("/fhir/Subscription/" + resource.getIdPart());
    }

    private String status(String id) {
        return subscriber.json("Subscription", id).get("status").toString();
    }

    private Bundle events(String id, String query) {
        return bundle(
                subscriber
                        .request()
                        .urlEncodingEnabled(false)
                        .get("/fhir/Subscription/" + id + "/$events" + query));
    }

    private static Bundle bundle(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return parsed(response.asString());
    }

    private List<Bundle> notifications(String endpoint) {
        return hook.heard(endpoint).stream().map(heard -> parsed(heard.body())).toList();
    }

    /** The notification of an event that was heard. */
    private Bundle event(String endpoint, int number) {
        return await().atMost(LONG_ENOUGH)
                .until(
                        () ->
                                hook.heard(endpoint).stream()
                                        .filter(heard -> heard.status() == 200)
                                        .map(heard -> parsed(heard.body()))
                                        .filter(bundle ->
                                                part(bundle, "event-number").equals("" + number))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
