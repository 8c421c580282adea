package org.radbridge.fhirmapper.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.radbridge.fhirmapper.subscription.Notifications.part;
import static org.radbridge.fhirmapper.subscription.Notifications.value;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.RestHook;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;

/**
 * Who subscribes is told once of each report that waits too long; the tests say what time it is.
 */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(RestHook.class)
@Tag("C8")
class OverdueIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Duration CRITICAL = Duration.ofMinutes(15);

    MapperPeers peers;
    RestHook hook;
    @Inject OverdueReports overdue;
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
    void aReportThatNobodySignsInTimeIsToldOfOnce() {
        String id = subscribed(subscriber, path);
        String blind = subscribed(FhirClient.asUser("blind-" + mrn, "integrator"), path + "/blind");
        flow.publish(study, TestResults.critical(study));
        lookAt(CRITICAL.minusMillis(1));
        assertThat(told(id)).isZero();

        Instant due = TestResults.INFERRED.plus(CRITICAL);
        Uni.join()
                .all(Collections.nCopies(4, due).stream().map(overdue::look).toList())
                .andFailFast()
                .await()
                .atMost(LONG_ENOUGH);
        lookAt(CRITICAL.multipliedBy(2));
        assertThat(told(id)).isEqualTo(1);
        assertThat(told(blind)).isZero();
        Bundle heard =
                await().atMost(LONG_ENOUGH)
                        .until(
                                () -> Notifications.parsed(hook.heard(path).getLast().body()),
                                bundle -> value(bundle, "type").equals("event-notification"));
        assertThat(value(heard, "topic")).isEqualTo(Requested.TOPIC + "review-overdue");
        assertThat(part(heard, "focus"))
                .endsWith("/fhir/DiagnosticReport/" + ResourceIds.diagnosticReport(study.uid()));
        Notifications.isValid(heard);
        assertThat(part(answer(id, "$events"), "event-number")).isEqualTo("1");
    }

    @Test
    void aReportThatIsSignedInTimeIsNotOverdue() {
        String id = subscribed(subscriber, path);
        flow.publish(study, TestResults.critical(study));
        flow.attest(study);
        lookAt(Duration.ofDays(2));
        assertThat(told(id)).isZero();
    }

    @Test
    void aRoutineReportMayWaitForADayAndANewResultIsWaitedForAnew() {
        String id = subscribed(subscriber, path);
        flow.publish(study, TestResults.routine(study));
        lookAt(Duration.ofHours(24).minusMillis(1));
        assertThat(told(id)).isZero();
        lookAt(Duration.ofHours(24));
        assertThat(told(id)).isEqualTo(1);

        flow.publish(
                study,
                TestResults.result(
                        study, 2, TestResults.critical(study).runs().getFirst().findings()));
        lookAt(CRITICAL);
        assertThat(told(id)).isEqualTo(2);
    }

    /** Until nothing is left that is overdue at that time after the answers came. */
    private void lookAt(Duration after) {
        Instant now = TestResults.INFERRED.plus(after);
        await().atMost(LONG_ENOUGH).until(() -> overdue.look(now).await().atMost(LONG_ENOUGH) == 0);
    }

    private String subscribed(FhirClient as, String endpoint) {
        Response created =
                new Requested(
                                "review-overdue",
                                "rest-hook",
                                hook.base() + endpoint,
                                "id-only",
                                "patient.identifier=" + mrn)
                        .post(as);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return created.jsonPath().getString("id");
    }

    private int told(String id) {
        return Integer.parseInt(value(answer(id, "$status"), "events-since-subscription-start"));
    }

    private Bundle answer(String id, String operation) {
        Response answer = subscriber.request().get("/fhir/Subscription/" + id + "/" + operation);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return Notifications.parsed(answer.asString());
    }
}
