package org.radbridge.devstack.demo;

import static org.radbridge.devstack.demo.SeenReport.objects;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.devstack.client.JsonApi;
import org.radbridge.devstack.client.Tokens;
import org.radbridge.devstack.suite.SuitePort;
import org.radbridge.devstack.suite.SuitePorts;

/** What the suite tells about a study through its interfaces, asked with the token of a role. */
final class SuiteView {

    /** An object in the PACS. */
    record SeenObject(String sopClassUid, String seriesInstanceUid, String sopInstanceUid) {}

    private final SuitePorts ports;
    private final Tokens tokens;
    private final JsonApi radiologist;
    private final JsonApi emergencyPhysician;

    SuiteView(HttpClient http, SuitePorts ports) {
        this.ports = ports;
        this.tokens = new Tokens(http, ports.url(SuitePort.KEYCLOAK) + "/realms/radbridge");
        this.radiologist = new JsonApi(http, () -> tokens.ofUser("radiologist"));
        this.emergencyPhysician = new JsonApi(http, () -> tokens.ofUser("emergency-physician"));
    }

    Tokens tokens() {
        return tokens;
    }

    String reportUrl(String study) {
        return ports.url(SuitePort.FHIR_MAPPER_HTTP)
                + "/fhir/DiagnosticReport?imagingStudy.identifier=urn:oid:"
                + study
                + "&_include=DiagnosticReport:result";
    }

    String pacsUrl(String study) {
        return ports.url(SuitePort.PACS_HTTP) + "/dicom-web/studies/" + study + "/instances";
    }

    /** Steps that have happened; none while the study is unknown. */
    Map<TimelineStep, Instant> timeline(String study) throws IOException, InterruptedException {
        JsonApi.Answer answer =
                radiologist.get(
                        ports.url(SuitePort.INGEST_HTTP) + "/studies/" + study + "/timeline");
        Map<TimelineStep, Instant> steps = new EnumMap<>(TimelineStep.class);
        if (answer.status() != 404) {
            for (JsonObject step : objects(answer.json().getJsonArray("steps"))) {
                steps.put(
                        TimelineStep.valueOf(step.getString("step")),
                        Instant.parse(step.getString("at")));
            }
        }
        return steps;
    }

    Optional<SeenReport> report(String study) throws IOException, InterruptedException {
        return SeenReport.of(radiologist.get(reportUrl(study)).json());
    }

    String orderUrl(String accessionNumber) {
        return ports.url(SuitePort.FHIR_MAPPER_HTTP)
                + "/fhir/ServiceRequest?identifier="
                + accessionNumber
                + "&_include=ServiceRequest:patient";
    }

    Optional<SeenOrder> order(String accessionNumber) throws IOException, InterruptedException {
        return SeenOrder.of(radiologist.get(orderUrl(accessionNumber)).json());
    }

    /** Of a visit, by its number: the Encounters that are known. */
    List<String> visits(String visitNumber) throws IOException, InterruptedException {
        String url =
                ports.url(SuitePort.FHIR_MAPPER_HTTP) + "/fhir/Encounter?identifier=" + visitNumber;
        return objects(radiologist.get(url).json().getJsonArray("entry")).stream()
                .map(entry -> entry.getJsonObject("resource"))
                .map(encounter -> "Encounter/" + encounter.getString("id"))
                .toList();
    }

    /** The objects in which the PACS tells the study's result. */
    List<SeenObject> pacsObjects(String study) throws IOException, InterruptedException {
        JsonApi.Answer answer = radiologist.get(pacsUrl(study));
        List<SeenObject> found = new ArrayList<>();
        if (answer.status() == 200) {
            for (JsonObject object : objects(new JsonArray(answer.body()))) {
                found.add(
                        new SeenObject(
                                uid(object, "00080016"),
                                uid(object, "0020000E"),
                                uid(object, "00080018")));
            }
        }
        return found;
    }

    private static String uid(JsonObject object, String tag) {
        return object.getJsonObject(tag).getJsonArray("Value").getString(0);
    }

    String messagesUrl(String study) {
        return ports.url(SuitePort.EHR_HTTP) + "/messages?study=" + study;
    }

    /** The HL7 v2 messages about the study that the EHR was sent. */
    List<JsonObject> messages(String study) throws IOException, InterruptedException {
        return objects(radiologist.get(messagesUrl(study)).json().getJsonArray("messages"));
    }

    /** What the on-call endpoint was sent about the study. */
    List<JsonObject> alerts(String study) throws IOException, InterruptedException {
        String url = ports.url(SuitePort.ON_CALL) + "/alerts?study=" + study;
        return objects(radiologist.get(url).json().getJsonArray("alerts"));
    }

    /** Lets the on-call endpoint acknowledge, as the emergency physician. */
    void acknowledge(JsonObject alert) throws IOException, InterruptedException {
        String url =
                ports.url(SuitePort.ON_CALL) + "/alerts/" + alert.getString("id") + "/acknowledge";
        JsonApi.Answer answer = emergencyPhysician.post(url);
        if (answer.status() >= 300) {
            throw new IOException(
                    "The acknowledgement was refused: HTTP "
                            + answer.status()
                            + " "
                            + answer.body());
        }
    }

    List<JsonObject> escalations(String study) throws IOException, InterruptedException {
        String url = ports.url(SuitePort.ESCALATION_HTTP) + "/escalations?study=" + study;
        return objects(radiologist.get(url).json().getJsonArray("escalations"));
    }

    /** Time from one step to another, if both have happened. */
    static Optional<Duration> between(
            Map<TimelineStep, Instant> steps, TimelineStep from, TimelineStep to) {
        Instant begin = steps.get(from);
        Instant end = steps.get(to);
        return begin == null || end == null
                ? Optional.empty()
                : Optional.of(Duration.between(begin, end));
    }
}
