package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
class ResultIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    MapperPeers peers;
    private EventProbe probe;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
        peers.archive(study);
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    @Tag("C5")
    void anAnswerBecomesReadableWithEverythingThatBelongsToIt() {
        publish(TestResults.critical(study));
        await().atMost(LONG_ENOUGH).until(() -> published(TimelineStep.FHIR_VISIBLE).size() == 1);

        Bundle found =
                radiologist.search(
                        "DiagnosticReport",
                        Map.of(
                                "imagingStudy.identifier",
                                "urn:dicom:uid|urn:oid:" + study.uid(),
                                "_include",
                                List.of(
                                        "DiagnosticReport:result",
                                        "DiagnosticReport:imagingStudy",
                                        "DiagnosticReport:subject")));
        DiagnosticReport report = FhirClient.of(found, DiagnosticReport.class).getFirst();
        assertThat(report.getStatus().toCode()).isEqualTo("preliminary");
        assertThat(report.getConclusionCodeFirstRep().getText()).isEqualTo("Pneumothorax");
        assertThat(report.getConclusion())
                .contains("Found: Pneumothorax, Effusion.", TestResults.STATEMENT)
                .doesNotContain("0.97");
        assertThat(report.getExtension())
                .singleElement()
                .extracting(e -> e.getValue().primitiveValue())
                .isEqualTo("critical");
        assertThat(FhirClient.of(found, Observation.class))
                .hasSize(3)
                .allMatch(o -> o.getStatus() == ObservationStatus.PRELIMINARY);
        assertThat(FhirClient.of(found, Patient.class))
                .singleElement()
                .satisfies(patient ->
                        assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("Doe"));
        assertThat(FhirClient.of(found, ImagingStudy.class)).hasSize(1);
        assertThat(claiming("Observation", "ai-finding")).isEqualTo(3);
        assertThat(claiming("DiagnosticReport", "ai-report")).isEqualTo(1);
        allOfTheStudy().forEach(ResultIT::isValid);
        found.getEntry().forEach(entry -> isValid(entry.getResource()));
    }

    @Test
    @Tag("C1")
    @Tag("C3")
    void theStructuredReportIsInThePacsBeforeThatIsSaid() {
        InferenceCompleted event = TestResults.critical(study);
        publish(event);
        await().atMost(LONG_ENOUGH).until(() -> published(TimelineStep.SR_IN_PACS).size() == 1);

        ResultPublished published = published(TimelineStep.SR_IN_PACS).getFirst();
        assertThat(peers.structuredReports(study.uid())).containsExactly(published.srInstanceUid());
        assertThat(published.diagnosticReport())
                .isEqualTo(ResourceIds.diagnosticReport(study.uid()));
        DataSet stored = peers.stored(study.uid(), Uid.Comprehensive3DSRStorage).getFirst();
        assertThat(stored.items(org.radbridge.dicom.data.Tag.ContributingEquipmentSequence))
                .singleElement()
                .satisfies(equipment ->
                        assertThat(equipment.string(org.radbridge.dicom.data.Tag.DeviceUID))
                                .contains("2.25.40"));
        assertThat(stored.string(org.radbridge.dicom.data.Tag.PatientID))
                .contains(study.patient().value());
    }

    @Test
    @Tag("C5")
    void theSameAnswerAgainMakesNoSecondVersion() {
        InferenceCompleted event = TestResults.critical(study);
        String id = publish(event);
        probe.publish(event, event.lane(), id);
        await().atMost(LONG_ENOUGH).until(() -> published(TimelineStep.FHIR_VISIBLE).size() == 1);

        // As another event it is mapped again, and finds everything as it is.
        publish(event);
        await().atMost(LONG_ENOUGH).until(() -> published(TimelineStep.FHIR_VISIBLE).size() == 2);
        assertThat(allOfTheStudy())
                .hasSizeGreaterThan(6)
                .allSatisfy(r -> assertThat(r.getMeta().getVersionId()).isEqualTo("1"));
        await().atMost(LONG_ENOUGH).until(() -> !published(TimelineStep.SR_IN_PACS).isEmpty());
        assertThat(peers.structuredReports(study.uid())).hasSize(1);
    }

    @Test
    @Tag("A5")
    @Tag("C5")
    void aLaterRevisionSupersedesAnEarlierOneAndIsNotUndoneByIt() {
        InferenceCompleted first = TestResults.critical(study);
        publish(first);
        await().atMost(LONG_ENOUGH).until(() -> published(TimelineStep.SR_IN_PACS).size() == 1);

        publish(
                TestResults.result(
                        study,
                        2,
                        List.of(
                                TestResults.finding(
                                        study, "Pneumothorax", "36118008", 0.3, Urgency.CRITICAL),
                                TestResults.finding(
                                        study, "Nodule", "427359005", 0.8, Urgency.ROUTINE))));
        await().atMost(LONG_ENOUGH).until(() -> published(TimelineStep.SR_IN_PACS).size() == 2);

        DiagnosticReport report =
                radiologist.read(DiagnosticReport.class, ResourceIds.diagnosticReport(study.uid()));
        assertThat(report.getMeta().getVersionId()).isEqualTo("2");
        assertThat(report.getResult()).hasSize(2);
        assertThat(report.getConclusionCodeFirstRep().getText()).isEqualTo("Nodule");
        Observation effusion =
                radiologist.read(
                        Observation.class,
                        ResourceIds.observation(study.uid(), first.runs().getFirst(), "Effusion"));
        assertThat(effusion.getStatus()).isEqualTo(ObservationStatus.ENTEREDINERROR);
        assertThat(peers.structuredReports(study.uid())).hasSize(2);
        assertThat(
                        peers.stored(study.uid()).stream()
                                .filter(sr ->
                                        sr.contains(
                                                org.radbridge.dicom.data.Tag
                                                        .PredecessorDocumentsSequence)))
                .hasSize(1);

        probe.publish(first, Lane.ROUTINE);
        TestStudy marker = TestStudies.radiograph("MRN-" + UUID.randomUUID());
        peers.archive(marker);
        probe.publish(TestResults.critical(marker), Lane.ROUTINE);
        await().atMost(LONG_ENOUGH)
                .until(() -> !published(marker, TimelineStep.FHIR_VISIBLE).isEmpty());
        assertThat(published(TimelineStep.FHIR_VISIBLE)).hasSize(2);
        assertThat(
                        radiologist
                                .read(
                                        DiagnosticReport.class,
                                        ResourceIds.diagnosticReport(study.uid()))
                                .getMeta()
                                .getVersionId())
                .isEqualTo("2");
    }

    @Test
    @Tag("C5")
    void anArchiveThatDoesNotKnowTheStudyYetIsAskedAgain() {
        TestStudy late = TestStudies.headCt("MRN-" + UUID.randomUUID());
        publish(TestResults.routine(late));
        TestStudy next = TestStudies.radiograph("MRN-" + UUID.randomUUID());
        peers.archive(next);
        publish(TestResults.routine(next));
        await().atMost(LONG_ENOUGH)
                .until(() -> !published(next, TimelineStep.FHIR_VISIBLE).isEmpty());
        assertThat(published(late, TimelineStep.FHIR_VISIBLE)).isEmpty();

        peers.archive(late);
        await().atMost(LONG_ENOUGH)
                .until(() -> published(late, TimelineStep.FHIR_VISIBLE).size() == 1);
        ImagingStudy stored =
                radiologist.read(ImagingStudy.class, ResourceIds.imagingStudy(late.uid()));
        assertThat(stored.getNumberOfInstances()).isEqualTo(3);
    }

    /** How many of the patient's resources claim a profile of ours. */
    private int claiming(String type, String profile) {
        return radiologist
                .search(
                        type,
                        Map.of(
                                "_profile",
                                "https://radbridge.org/fhir/StructureDefinition/" + profile,
                                "patient.identifier",
                                study.patient().value()))
                .getTotal();
    }

    private List<Resource> allOfTheStudy() {
        String patient = study.patient().key();
        DiagnosticReport report =
                radiologist.read(DiagnosticReport.class, ResourceIds.diagnosticReport(study.uid()));
        Provenance provenance =
                FhirClient.of(
                                radiologist.search(
                                        "Provenance",
                                        "target",
                                        "DiagnosticReport/" + report.getIdPart()),
                                Provenance.class)
                        .getFirst();
        Task task = radiologist.read(Task.class, ResourceIds.readTask(study.uid()));
        ImagingStudy imagingStudy =
                radiologist.read(ImagingStudy.class, ResourceIds.imagingStudy(study.uid()));
        Device device = radiologist.read(Device.class, ResourceIds.device("2.25.40"));
        Endpoint endpoint =
                radiologist.read(
                        Endpoint.class,
                        imagingStudy.getEndpointFirstRep().getReferenceElement().getIdPart());
        List<Observation> observations =
                FhirClient.of(
                        radiologist.search("Observation", "patient", "Patient/" + patient),
                        Observation.class);
        List<Resource> all =
                new java.util.ArrayList<>(
                        List.of(
                                report,
                                provenance,
                                task,
                                imagingStudy,
                                device,
                                endpoint,
                                radiologist.read(Patient.class, patient)));
        all.addAll(observations);
        return all;
    }

    private String publish(InferenceCompleted event) {
        return probe.publish(event, event.lane());
    }

    private List<ResultPublished> published(TimelineStep step) {
        return published(study, step);
    }

    private List<ResultPublished> published(TestStudy of, TimelineStep step) {
        return probe.events(EventType.RESULT_PUBLISHED, ResultPublished.class).stream()
                .filter(event -> event.studyInstanceUid().equals(of.uid()))
                .filter(event -> event.stamps().containsKey(step))
                .toList();
    }

    private static void isValid(Resource resource) {
        assertThat(FhirJudge.instance().errors(resource)).as(resource.fhirType()).isEmpty();
    }
}
