package org.radbridge.fhirmapper.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.RestHook;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** Who subscribes is told of every event, once and in order, as far as they may see it. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(RestHook.class)
@Tag("C8")
class SubscriptionIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final String TOPIC = "https://radbridge.org/fhir/SubscriptionTopic/";
    private static final String EXTENSION =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

    MapperPeers peers;
    RestHook hook;
    private EventProbe probe;
    private final String mrn = "MRN-" + UUID.randomUUID();
    private final String path = "/" + UUID.randomUUID();
    private final TestStudy study = TestStudies.radiograph(mrn);
    private final FhirClient radiologist = FhirClient.asUser("reader-" + mrn, "radiologist");
    private final FhirClient subscriber =
            FhirClient.asUser("subscriber-" + mrn, "integrator", "radiologist");

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void aSubscriberIsToldOfAResultAndOfTheSignature() {
        String critical = subscribed("critical-finding", path + "/critical", "id-only", "");
        String preliminary = subscribed("report-preliminary", path + "/preliminary", "empty", "");
        String last = subscribed("report-final", path + "/final", "full-resource", "");
        Bundle handshake = notifications(path + "/critical").getFirst();
        assertThat(value(handshake, "type")).isEqualTo("handshake");
        assertThat(value(handshake, "topic")).isEqualTo(TOPIC + "critical-finding");
        assertThat(hook.heard(path + "/critical").getFirst().authorization())
                .isEqualTo("Bearer of-the-site");

        publish(study, TestResults.critical(study));
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

        attest();
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
        publish(study, TestResults.critical(study));
        publish(second, TestResults.routine(second));
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

        publish(study, TestResults.critical(study));
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
                .addExtension(EXTENSION + "backport-heartbeat-period", new UnsignedIntType(1));
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
        publish(study, TestResults.critical(study));
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
        Response refused =
                post(
                        subscriber,
                        json(topic, endpoint, content, filter).replace("rest-hook", channel));
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
        return post(as, json(topic, endpoint, content, filter));
    }

    private String json(String topic, String endpoint, String content, String filter) {
        String filtered =
                filter.isEmpty()
                        ? ""
                        : """
                        "_criteria":{"extension":[{"url":"%sbackport-filter-criteria",
                         "valueString":"DiagnosticReport?%s"}]},
                        """
                                .formatted(EXTENSION, filter);
        return """
        {"resourceType":"Subscription","status":"requested","reason":"Results on the ward",
         "criteria":"%s%s",%s
         "channel":{"type":"rest-hook","endpoint":"%s","header":["Authorization: Bearer of-the-site"],
          "payload":"application/fhir+json",
          "_payload":{"extension":[{"url":"%sbackport-payload-content","valueCode":"%s"}]}}}
        """
                .formatted(
                        TOPIC,
                        topic,
                        filtered,
                        endpoint.startsWith("https") ? endpoint : hook.base() + endpoint,
                        EXTENSION,
                        content);
    }

    private static Response post(FhirClient as, String json) {
        return as.request()
                .contentType("application/fhir+json")
                .body(json)
                .post("/fhir/Subscription");
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

    private static Bundle parsed(String json) {
        return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, json);
    }

    /** By R4; the backport's own profiles are not among the definitions that the judge has. */
    private static void isValid(Bundle notification) {
        Bundle judged = notification.copy();
        judged.getMeta().getProfile().clear();
        state(judged).getMeta().getProfile().clear();
        assertThat(FhirJudge.instance().errors(judged)).isEmpty();
    }

    private static Parameters state(Bundle notification) {
        return (Parameters) notification.getEntryFirstRep().getResource();
    }

    private static String value(Bundle notification, String name) {
        return text(state(notification).getParameter(name).getValue());
    }

    private static String part(Bundle notification, String name) {
        return state(notification).getParameter().stream()
                .filter(p -> p.getName().equals("notification-event"))
                .flatMap(p -> p.getPart().stream())
                .filter(p -> p.getName().equals(name))
                .findFirst()
                .map(ParametersParameterComponent::getValue)
                .map(SubscriptionIT::text)
                .orElse("");
    }

    private static String text(Type value) {
        return value instanceof Reference reference
                ? reference.getReference()
                : value.primitiveValue();
    }

    private void publish(TestStudy of, InferenceCompleted event) {
        peers.archive(of);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.RESULT_PUBLISHED, ResultPublished.class).stream()
                                .anyMatch(e -> e.studyInstanceUid().equals(of.uid())));
    }

    private void attest() {
        String patient = new PatientIdentifier("HOSPITAL", mrn).key();
        FhirClient.of(
                        radiologist.search("Observation", "patient", "Patient/" + patient),
                        Observation.class)
                .forEach(o -> act("Observation", o.getIdPart(), "$accept"));
        act("DiagnosticReport", ResourceIds.diagnosticReport(study.uid()), "$attest");
    }

    private void act(String type, String id, String operation) {
        String version = radiologist.request().get("/fhir/" + type + "/" + id).header("ETag");
        radiologist
                .request()
                .header("If-Match", version)
                .contentType("application/fhir+json")
                .post("/fhir/" + type + "/" + id + "/" + operation)
                .then()
                .statusCode(200);
    }
}
