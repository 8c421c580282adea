package org.radbridge.fhirmapper.ups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/**
 * Results as workitems: found by urgency, claimed by one, given up, and over with the signature.
 */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@org.junit.jupiter.api.Tag("C16")
class WorkitemsIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final String WORKITEMS = "/dicom-web/workitems";
    private static final int READERS = 10;

    MapperPeers peers;
    private EventProbe probe;
    private final String mrn = "MRN-" + UUID.randomUUID();
    private final FhirClient reader = FhirClient.asUser("reader-" + mrn, "radiologist");
    private final TestStudy study = TestStudies.radiograph(mrn);

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void theMostUrgentComesFirstAndThenTheOneThatWaitsLongest() {
        TestStudy routine = TestStudies.headCt(mrn);
        TestStudy later = TestStudies.radiograph(mrn);
        publish(routine, TestResults.routine(routine));
        publish(study, TestResults.critical(study));
        publish(later, aMinuteLater(TestResults.critical(later)));

        List<DataSet> found = search("PatientID", mrn, "ProcedureStepState", "SCHEDULED");
        assertThat(found.stream().map(WorkitemsIT::study))
                .containsExactly(study.uid(), later.uid(), routine.uid());
        DataSet first = found.getFirst();
        assertThat(text(first, Tag.SOPClassUID)).isEqualTo(WorkitemDataSet.UPS_PUSH);
        assertThat(text(first, Tag.ScheduledProcedureStepPriority)).isEqualTo("HIGH");
        assertThat(text(first, Tag.PatientID)).isEqualTo(mrn);
        assertThat(text(first, Tag.PatientName)).startsWith("Doe^Jane");
        assertThat(first.contains(Tag.TransactionUID)).isFalse();
        assertThat(DicomJson.readAll(get(uid(first)).asString())).containsExactly(first);

        assertThat(search("00100020", mrn, "00741200", "LOW").stream().map(WorkitemsIT::study))
                .containsExactly(routine.uid());
        assertThat(search("0020000D", later.uid())).hasSize(1);
        Response page =
                as(reader).queryParam("PatientID", mrn).queryParam("limit", 2).get(WORKITEMS);
        assertThat(DicomJson.readAll(page.asString())).hasSize(2);
        assertThat(page.header("Warning")).contains("additional results");
        assertThat(search("PatientID", mrn, "limit", "2", "offset", "2")).hasSize(1);
    }

    @Test
    void ofManyWhoClaimAWorkitemOneHasIt() {
        publish(study, TestResults.critical(study));
        String uid = uid(current());
        List<Response> answers = new ArrayList<>();
        List<Callable<Response>> claims = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            FhirClient each = FhirClient.asUser("reader-" + i + "-" + mrn, "radiologist");
            claims.add(() -> change(each, uid, "IN PROGRESS", Uid.create()));
        }
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            for (Future<Response> answer : readers.invokeAll(claims)) {
                answers.add(answer.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }

        assertThat(answers.stream().filter(a -> a.statusCode() == 200)).hasSize(1);
        assertThat(answers.stream().filter(a -> a.statusCode() == 409)).hasSize(READERS - 1);
        assertThat(task().getStatus()).isEqualTo(TaskStatus.INPROGRESS);
        DataSet claimed = current();
        assertThat(text(claimed, Tag.ProcedureStepState)).isEqualTo("IN PROGRESS");
        assertThat(
                        text(
                                claimed.item(Tag.UnifiedProcedureStepPerformedProcedureSequence)
                                        .orElseThrow()
                                        .item(Tag.ActualHumanPerformersSequence)
                                        .orElseThrow(),
                                Tag.HumanPerformerName))
                .isEqualTo(task().getOwner().getDisplay());
    }

    @Test
    void whatItsReaderGivesUpIsOverAndThereIsAnother() {
        publish(study, TestResults.critical(study));
        String uid = uid(current());
        String lock = Uid.create();
        assertThat(change(reader, uid, "IN PROGRESS", lock).statusCode()).isEqualTo(200);
        refused(change(reader, uid, "CANCELED", Uid.create()), 409, "not correct");
        refused(change(reader, uid, "CANCELED", null), 400, "missing");
        refused(
                change(FhirClient.as("radiologist"), uid, "CANCELED", lock),
                409,
                null); // the lock alone does not make somebody else the reader

        assertThat(change(reader, uid, "CANCELED", lock).statusCode()).isEqualTo(200);
        assertThat(state(uid)).isEqualTo("CANCELED");
        assertThat(change(reader, uid, "CANCELED", lock).header("Warning"))
                .contains("already in the requested state");
        DataSet next = current();
        assertThat(uid(next)).isNotEqualTo(uid);
        assertThat(text(next, Tag.ProcedureStepState)).isEqualTo("SCHEDULED");
        assertThat(task().getStatus()).isEqualTo(TaskStatus.REQUESTED);
    }

    @Test
    void itIsCompletedByTheSignatureAndByNothingElse() {
        publish(study, TestResults.critical(study));
        String uid = uid(current());
        String lock = Uid.create();
        refused(change(reader, uid, "COMPLETED", lock), 409, "not yet IN PROGRESS");
        assertThat(
                        as(reader)
                                .contentType("application/dicom+json")
                                .queryParam("Transaction-uid", lock)
                                .body(
                                        "[{\"00741000\":{\"vr\":\"CS\",\"Value\":[\"IN PROGRESS\"]}}]")
                                .put(WORKITEMS + "/" + uid + "/state")
                                .statusCode())
                .isEqualTo(200);
        refused(change(reader, uid, "COMPLETED", lock), 409, "not attested");

        attest();
        assertThat(state(uid)).isEqualTo("COMPLETED");
        Response again = change(reader, uid, "COMPLETED", lock);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.header("Warning")).contains("already in the requested state");
        refused(change(reader, uid, "IN PROGRESS", lock), 409, "no longer");
        refused(as(reader).post(WORKITEMS + "/" + uid + "/cancelrequest"), 409, "no longer");
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class).stream()
                                .anyMatch(record ->
                                        record.action() == Action.UPDATE
                                                && uid.equals(record.resourceId())
                                                && study.uid().equals(record.studyInstanceUid())));
    }

    @Test
    void itFollowsWhatIsDoneOverFhirAndWhatTheModelsSayAnew() {
        publish(study, TestResults.critical(study));
        String uid = uid(current());
        reader.act("Task", ResourceIds.readTask(study.uid()), "$claim");
        assertThat(state(uid)).isEqualTo("IN PROGRESS");
        refused(change(reader, uid, "CANCELED", Uid.create()), 409, "not correct");
        reader.act("Task", ResourceIds.readTask(study.uid()), "$release");
        assertThat(state(uid)).isEqualTo("CANCELED");
        String second = uid(current());

        InferenceCompleted anew =
                TestResults.result(
                        study,
                        2,
                        List.of(
                                TestResults.finding(
                                        study, "Effusion", "60046008", 0.9, Urgency.URGENT)));
        probe.publish(anew, anew.lane());
        await().atMost(LONG_ENOUGH).until(() -> !uid(current()).equals(second));
        assertThat(state(second)).isEqualTo("CANCELED");
        assertThat(text(current(), Tag.ScheduledProcedureStepPriority)).isEqualTo("MEDIUM");
    }

    @ParameterizedTest
    @CsvSource({
        "403, emergency-physician, ''",
        "403, integrator, /1.2.3",
        "404, radiologist, /1.2.3",
        "400, radiologist, ?ProcedureStepState=READY",
        "400, radiologist, ?limit=many",
        "400, radiologist, '?PatientID=1,2'",
    })
    void whatIsNotAllowedOrUnderstoodIsRefused(int status, String role, String path) {
        assertThat(
                        FhirClient.as(role)
                                .request()
                                .urlEncodingEnabled(false)
                                .get(WORKITEMS + path)
                                .statusCode())
                .isEqualTo(status);
    }

    @Test
    void whatCannotBeMatchedIsSaid() {
        publish(study, TestResults.critical(study));
        Response found =
                as(reader)
                        .queryParam("PatientID", mrn)
                        .queryParam("includefield", "all")
                        .queryParam("00404005", "20260101-")
                        .get(WORKITEMS);
        assertThat(found.header("Warning")).contains("not matched: 00404005");
        refused(
                as(reader).post(WORKITEMS + "/" + uid(current()) + "/cancelrequest"),
                409,
                "to be read");
        refused(
                as(reader)
                        .contentType("application/dicom+json")
                        .body("{\"00741000\":")
                        .put(WORKITEMS + "/" + uid(current()) + "/state"),
                400,
                "DICOM JSON");
    }

    private void publish(TestStudy of, InferenceCompleted event) {
        peers.archive(of);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH).until(() -> !search("StudyInstanceUID", of.uid()).isEmpty());
    }

    private static InferenceCompleted aMinuteLater(InferenceCompleted event) {
        Map<TimelineStep, Instant> stamps = new EnumMap<>(event.stamps());
        stamps.computeIfPresent(TimelineStep.INFERRED, (_, at) -> at.plusSeconds(60));
        return new InferenceCompleted(
                event.studyInstanceUid(),
                event.revision(),
                event.patient(),
                event.accessionNumber(),
                event.lane(),
                event.urgency(),
                event.runs(),
                event.failures(),
                stamps);
    }

    /** The study's workitem that is not over, or the last one. */
    private DataSet current() {
        List<DataSet> all = search("StudyInstanceUID", study.uid());
        return all.stream()
                .filter(w -> !text(w, Tag.ProcedureStepState).equals("CANCELED"))
                .findFirst()
                .orElse(all.getFirst());
    }

    private List<DataSet> search(String... parameters) {
        RequestSpecification request = as(reader);
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        Response found = request.get(WORKITEMS);
        assertThat(found.statusCode()).isIn(200, 204);
        return found.statusCode() == 204 ? List.of() : DicomJson.readAll(found.asString());
    }

    private Response get(String uid) {
        return as(reader).get(WORKITEMS + "/" + uid);
    }

    private String state(String uid) {
        return text(DicomJson.readAll(get(uid).asString()).getFirst(), Tag.ProcedureStepState);
    }

    private static Response change(
            FhirClient as, String uid, String state, @Nullable String transactionUid) {
        DataSet wanted = new DataSet().put(Tag.ProcedureStepState, state);
        if (transactionUid != null) {
            wanted.put(Tag.TransactionUID, transactionUid);
        }
        return as(as).contentType("application/dicom+json")
                .body(DicomJson.write(wanted))
                .put(WORKITEMS + "/" + uid + "/state");
    }

    private static RequestSpecification as(FhirClient client) {
        return client.request();
    }

    private static void refused(Response response, int status, @Nullable String warning) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        if (warning != null) {
            assertThat(response.header("Warning")).startsWith("299 http").contains(warning);
        }
    }

    private Task task() {
        return reader.read(Task.class, ResourceIds.readTask(study.uid()));
    }

    private void attest() {
        for (Observation observation :
                FhirClient.of(
                        reader.search("Observation", "patient.identifier", mrn),
                        Observation.class)) {
            reader.act("Observation", observation.getIdPart(), "$accept");
        }
        reader.act("DiagnosticReport", ResourceIds.diagnosticReport(study.uid()), "$attest");
    }

    private static String study(DataSet workitem) {
        return text(
                workitem.item(Tag.InputInformationSequence).orElseThrow(), Tag.StudyInstanceUID);
    }

    private static String uid(DataSet workitem) {
        return text(workitem, Tag.SOPInstanceUID);
    }

    private static String text(DataSet dataSet, int tag) {
        return dataSet.string(tag).orElseThrow();
    }
}
