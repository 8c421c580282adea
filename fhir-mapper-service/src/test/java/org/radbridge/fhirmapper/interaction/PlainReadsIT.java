package org.radbridge.fhirmapper.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.AuditRecorded.Outcome;
import org.radbridge.contracts.EventType;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/**
 * What is asked for plainly is answered as the REST layer answers it: who weighs formats ({@code
 * q=}) comes to the latter, and gets the same.
 */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C7")
class PlainReadsIT {
    private static final String WEIGHED = "application/fhir+json;q=0.9";

    private final FhirClient ehr = FhirClient.as("integrator");
    private final String mrn = TestPatients.mrn();
    private String known = "";
    private String deleted = "";

    @BeforeEach
    void write() {
        known = TestPatients.created(ehr, mrn);
        deleted = TestPatients.created(ehr, mrn + "-deleted");
        ehr.request().delete("/fhir/Patient/" + deleted).then().statusCode(204);
    }

    /** $K is a Patient, $D one that was deleted, $M the former's number. */
    @ParameterizedTest
    @CsvSource({
        "200, integrator, Patient/$K",
        "404, integrator, Patient/nobody",
        "404, integrator, Patient/no_id",
        "410, integrator, Patient/$D",
        "404, integrator, Medication/$K",
        "404, integrator, Medication",
        "200, integrator, Patient?identifier=$M",
        "200, integrator, Patient?identifier=urn:oid:2.16.840.1.113883.19.5%7C$M&_summary=true",
        "200, integrator, Patient?identifier=$M,$M-deleted&_sort=-_lastUpdated&_total=accurate",
        "200, integrator, Patient?name=J%C3%BCrgen+van+Doe",
        "400, integrator, Patient?shoe-size=44",
        "400, integrator, Patient?birthdate=yesterday",
        "403, technologist, Observation/$K",
        "403, technologist, Observation?patient=$K",
        "401, nobody, Patient/$K",
        "401, forger, Patient/$K",
    })
    void bothWaysGiveTheSameAnswer(int status, String who, String path) {
        String url = "/fhir/" + path.replace("$K", known).replace("$D", deleted).replace("$M", mrn);
        Response plain = as(who).accept("application/fhir+json").get(url);
        Response weighed = as(who).accept(WEIGHED).get(url);

        assertThat(plain.statusCode()).isEqualTo(status);
        assertThat(told(plain)).isEqualTo(told(weighed));
        assertThat(body(plain)).isEqualTo(body(weighed));
    }

    @Test
    void bothWaysAreOnRecordAlike() {
        String subject = "reader-" + mrn;
        FhirClient reader = FhirClient.asUser(subject, "integrator");
        try (EventProbe probe = EventProbe.connect()) {
            for (String accepted : List.of("application/fhir+json", WEIGHED)) {
                reader.request().accept(accepted).get("/fhir/Patient/" + known);
                reader.request().accept(accepted).get("/fhir/Patient/nobody");
                reader.request()
                        .accept(accepted)
                        .queryParam("identifier", mrn)
                        .get("/fhir/Patient");
                reader.request().accept(accepted).get("/fhir/AuditEvent/" + known);
            }
            List<String> records =
                    await().until(() -> of(probe, subject), found -> found.size() == 8);
            assertThat(records.subList(0, 4)).isEqualTo(records.subList(4, 8));
            assertThat(records.getFirst())
                    .startsWith(Action.READ + " " + Outcome.SUCCESS + " Patient " + known)
                    .contains(mrn)
                    .endsWith("127.0.0.1");
        }
    }

    /** What is on record of a user, in the order in which it was done. */
    private static List<String> of(EventProbe probe, String user) {
        return probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class).stream()
                .filter(record -> user.equals(record.userName()))
                .sorted(Comparator.comparing(AuditRecorded::at))
                .map(record ->
                        Stream.of(
                                        record.action(),
                                        record.outcome(),
                                        record.resource(),
                                        record.resourceId(),
                                        record.query(),
                                        record.failureId(),
                                        record.patient(),
                                        record.sourceAddress())
                                .map(Objects::toString)
                                .collect(Collectors.joining(" ")))
                .toList();
    }

    private static RequestSpecification as(String who) {
        return (switch (who) {
                    case "nobody" -> RestAssured.given();
                    case "forger" -> RestAssured.given().auth().oauth2("not.a.token");
                    default -> FhirClient.as(who).request();
                })
                .urlEncodingEnabled(false);
    }

    private static Map<String, String> told(Response response) {
        return Stream.of("Content-Type", "ETag", "Last-Modified", "WWW-Authenticate")
                .filter(name -> response.header(name) != null)
                .collect(
                        Collectors.toMap(
                                name -> name,
                                // HTTP lets a media type's parameters be written either way
                                name ->
                                        response.header(name)
                                                .replace(" ", "")
                                                .toLowerCase(Locale.ROOT)));
    }

    /**
     * Without what is new in each answer, a Bundle's id and time and a failure's instance, and
     * without the search's own address, whose parameters may stand in any order.
     */
    private static String body(Response response) {
        return response.asString()
                .replaceFirst(
                        "\"id\":\"[0-9a-f-]{36}\",\"meta\":\\{\"lastUpdated\":\"[^\"]*\"}", "")
                .replaceFirst("\"relation\":\"self\",\"url\":\"[^\"]*\"", "")
                .replaceFirst("\\(urn:uuid:[0-9a-f-]*\\)", "");
    }
}
