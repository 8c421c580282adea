package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ReviewDecided;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.Ehr;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.HapiReceiver;
import org.radbridge.fhirmapper.testing.Hospital;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.OrthancPeer;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/**
 * One review, by two radiologists, as everybody is told of it: over FHIR here and in the EHR, by
 * the structured report as Orthanc gives it back, by HL7 v2 as HAPI's receiver took it, and on
 * record. All name the same persons and the same instants, whatever zone each writes them in.
 */
@QuarkusTest
@TestProfile(OneReviewIT.InVienna.class)
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(Hospital.class)
@QuarkusTestResource(value = Ehr.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = OrthancPeer.class, restrictToAnnotatedClass = true)
@Tag("interop")
@Tag("C1")
@Tag("C4")
@Tag("C6")
@Tag("C10")
@Tag("E5")
class OneReviewIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final DateTimeFormatter DICOM =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss.[SSS][SS]xx");
    private static final DateTimeFormatter HL7 =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss[.SSS]xx");

    /** When the images were made: the modality names no zone, the site is an hour ahead of UTC. */
    private static final Instant MADE = Instant.parse("2026-11-22T07:15:30Z");

    @ConfigProperty(name = "radbridge.hl7v2.destinations.ehr.port")
    int hl7Port;

    MapperPeers peers;
    OrthancPeer orthanc;
    Ehr ehr;
    private EventProbe probe;
    private final FhirClient first = FhirClient.as("radiologist");
    private final FhirClient second = FhirClient.asUser("second-radiologist", "radiologist");
    private final TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
    private final String report = ResourceIds.diagnosticReport(study.uid());
    private final InferenceCompleted event =
            TestResults.result(
                    study,
                    1,
                    List.of(
                            TestResults.finding(
                                    study, "Pneumothorax", "36118008", 0.97, Urgency.CRITICAL),
                            TestResults.finding(
                                    study, "Effusion", "60046008", 0.71, Urgency.URGENT),
                            TestResults.finding(
                                    study, "Consolidation", "95436008", 0.80, Urgency.URGENT),
                            TestResults.finding(
                                    study, "Nodule", "427359005", 0.08, Urgency.ROUTINE)));

    /** A site that is not in UTC. */
    public static class InVienna implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("radbridge.fhir.zone", "Europe/Vienna");
        }
    }

    /**
     * What was done to a finding, or to the report.
     *
     * @param subject of the radiologist's token
     * @param by the radiologist's name
     */
    private record Word(Instant at, String subject, String by) {}

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
    void aReviewIsToldWithTheSameInstantsAndPersonsInEveryForm() {
        try (HapiReceiver receiver = new HapiReceiver(hl7Port)) {
            probe.publish(event, event.lane());
            await().atMost(LONG_ENOUGH)
                    .until(() ->
                            first.request().get("/fhir/DiagnosticReport/" + report).statusCode()
                                    == 200);
            Instant before = Instant.now();
            act(first, "Observation", observation("Pneumothorax"), "$accept", null);
            act(second, "Observation", observation("Effusion"), "$edit", false);
            act(first, "Observation", observation("Consolidation"), "$reject", null);
            act(first, "DiagnosticReport", report, "$attest", null);
            Instant after = Instant.now();

            Map<String, Word> words = words();
            assertThat(words)
                    .containsOnlyKeys("Accepted", "Edited", "Rejected", "Attested")
                    .allSatisfy((_, word) -> assertThat(word.at()).isBetween(before, after));
            assertThat(words.values().stream().map(Word::at)).doesNotHaveDuplicates();
            assertThat(words.get("Edited").by()).isEqualTo("second-radiologist");

            tellsFhir(
                    words,
                    first.read(DiagnosticReport.class, report),
                    event.runs().getFirst().findings().stream()
                            .map(finding ->
                                    first.read(Observation.class, observation(finding.label())))
                            .toList());
            tellsTheEhr(words);
            tellsOrthanc(words);
            tellsHl7(words, receiver);
            tellsTheRecord(words);
        }
    }

    /** The acts by their names, as Provenance has them. */
    private Map<String, Word> words() {
        return FhirClient.of(
                        first.search(
                                "Provenance",
                                Map.of("target", "DiagnosticReport/" + report, "_count", "50")),
                        Provenance.class)
                .stream()
                .filter(Provenance::hasActivity)
                .collect(Collectors.toMap(OneReviewIT::act, OneReviewIT::word));
    }

    private static String act(Provenance provenance) {
        return provenance.getActivity().getText().split(" ")[0];
    }

    private static Word word(Provenance provenance) {
        return new Word(
                provenance.getRecorded().toInstant(),
                provenance.getAgentFirstRep().getWho().getIdentifier().getValue(),
                provenance.getAgentFirstRep().getWho().getDisplay());
    }

    private void tellsFhir(
            Map<String, Word> words, DiagnosticReport told, List<Observation> findings) {
        Word attested = words.get("Attested");
        assertThat(told.getStatus()).isEqualTo(DiagnosticReportStatus.FINAL);
        assertThat(told.getIssued().toInstant()).isEqualTo(attested.at());
        assertThat(told.getResultsInterpreter())
                .extracting(Reference::getDisplay)
                .containsExactly(attested.by());
        assertThat(told.getEffectiveDateTimeType().getValue().toInstant()).isEqualTo(MADE);
        Map<String, Observation> byLabel =
                findings.stream()
                        .collect(Collectors.toMap(f -> f.getCode().getText(), Function.identity()));
        tells(byLabel, "Pneumothorax", ObservationStatus.FINAL, "52101004", words.get("Accepted"));
        tells(byLabel, "Effusion", ObservationStatus.AMENDED, "2667000", words.get("Edited"));
        tells(byLabel, "Nodule", ObservationStatus.FINAL, "2667000", attested);
        tells(
                byLabel,
                "Consolidation",
                ObservationStatus.ENTEREDINERROR,
                "52101004",
                words.get("Rejected"));
    }

    private static void tells(
            Map<String, Observation> byLabel,
            String label,
            ObservationStatus status,
            String value,
            Word word) {
        Observation told = byLabel.get(label);
        assertThat(told.getStatus()).as(label).isEqualTo(status);
        assertThat(told.getValueCodeableConcept().getCodingFirstRep().getCode())
                .as(label)
                .isEqualTo(value);
        assertThat(told.getIssued().toInstant()).as(label).isEqualTo(word.at());
        assertThat(told.getPerformer())
                .as(label)
                .extracting(Reference::getDisplay)
                .containsExactly(word.by());
    }

    /** HAPI's JPA server holds the same resources, and the same provenances. */
    private void tellsTheEhr(Map<String, Word> words) {
        Ehr.Reader reader = ehr.reader();
        String query = "identifier=urn:dicom:uid%7Curn:oid:" + study.uid();
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(reader.search(DiagnosticReport.class, query))
                                .extracting(DiagnosticReport::getStatus)
                                .containsExactly(DiagnosticReportStatus.FINAL));
        DiagnosticReport told = reader.search(DiagnosticReport.class, query).getFirst();
        tellsFhir(
                words,
                told,
                reader.search(Observation.class, "subject=" + told.getSubject().getReference()));
        assertThat(
                        reader
                                .search(
                                        Provenance.class,
                                        "target=DiagnosticReport/" + told.getIdPart())
                                .stream()
                                .filter(Provenance::hasActivity)
                                .collect(Collectors.toMap(OneReviewIT::act, OneReviewIT::word)))
                .isEqualTo(words);
    }

    private void tellsOrthanc(Map<String, Word> words) {
        await().atMost(LONG_ENOUGH).until(() -> verified().isPresent());
        DataSet sr =
                Part10Reader.read(
                                orthanc.file(
                                        text(
                                                verified().orElseThrow(),
                                                org.radbridge.dicom.data.Tag.SOPInstanceUID)))
                        .dataSet();
        Word attested = words.get("Attested");
        String offset = text(sr, org.radbridge.dicom.data.Tag.TimezoneOffsetFromUTC);
        assertThat(offset).isEqualTo("+0100");
        assertThat(text(sr, org.radbridge.dicom.data.Tag.CompletionFlag)).isEqualTo("COMPLETE");
        assertThat(text(sr, org.radbridge.dicom.data.Tag.PreliminaryFlag)).isEqualTo("FINAL");
        List<DataSet> observers = sr.items(org.radbridge.dicom.data.Tag.VerifyingObserverSequence);
        assertThat(observers).hasSize(1);
        DataSet observer = observers.getFirst();
        assertThat(text(observer, org.radbridge.dicom.data.Tag.VerifyingObserverName))
                .isEqualTo(attested.by());
        assertThat(
                        dicom(
                                text(observer, org.radbridge.dicom.data.Tag.VerificationDateTime)
                                        + offset))
                .isEqualTo(attested.at());
        assertThat(
                        dicom(
                                text(sr, org.radbridge.dicom.data.Tag.ContentDate)
                                        + text(sr, org.radbridge.dicom.data.Tag.ContentTime)
                                        + offset))
                .isEqualTo(attested.at());
        assertThat(
                        dicom(
                                        text(sr, org.radbridge.dicom.data.Tag.StudyDate)
                                                + text(sr, org.radbridge.dicom.data.Tag.StudyTime)
                                                + offset)
                                .truncatedTo(ChronoUnit.SECONDS))
                .isEqualTo(MADE);
        assertThat(presence(sr))
                .isEqualTo(
                        Map.of(
                                "36118008", "52101004",
                                "60046008", "2667000",
                                "427359005", "2667000"));
    }

    private Optional<DataSet> verified() {
        return orthanc.stored(study.uid()).stream()
                .filter(object ->
                        object.string(org.radbridge.dicom.data.Tag.VerificationFlag)
                                .filter("VERIFIED"::equals)
                                .isPresent())
                .findFirst();
    }

    /** What each measurement group (TID 1501) says of its finding. */
    private static Map<String, String> presence(DataSet sr) {
        return children(sr, "126010").stream()
                .flatMap(measurements -> children(measurements, "125007").stream())
                .collect(
                        Collectors.toMap(
                                group -> code(children(group, "121071").getFirst()),
                                group -> code(children(group, "705057003").getFirst())));
    }

    private static List<DataSet> children(DataSet item, String concept) {
        return item.items(org.radbridge.dicom.data.Tag.ContentSequence).stream()
                .filter(child ->
                        child.items(org.radbridge.dicom.data.Tag.ConceptNameCodeSequence).stream()
                                .anyMatch(name ->
                                        text(name, org.radbridge.dicom.data.Tag.CodeValue)
                                                .equals(concept)))
                .toList();
    }

    private static String code(DataSet item) {
        return text(
                item.items(org.radbridge.dicom.data.Tag.ConceptCodeSequence).getFirst(),
                org.radbridge.dicom.data.Tag.CodeValue);
    }

    private void tellsHl7(Map<String, Word> words, HapiReceiver receiver) {
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        told(receiver)
                                .filter(oru -> HapiReceiver.field(oru, "/.OBR-25").equals("F"))
                                .isPresent());
        String oru = told(receiver).orElseThrow();
        Word attested = words.get("Attested");
        assertThat(hl7(HapiReceiver.field(oru, "/.OBR-7"))).isEqualTo(MADE);
        assertThat(hl7(HapiReceiver.field(oru, "/.OBR-22"))).isEqualTo(attested.at());
        assertThat(HapiReceiver.field(oru, "/.OBR-32-1-1")).isEqualTo(attested.subject());
        assertThat(HapiReceiver.field(oru, "/.OBR-32-1-2")).isEqualTo(attested.by());
        tells(oru, "36118008", "F", "52101004", words.get("Accepted"));
        tells(oru, "60046008", "C", "2667000", words.get("Edited"));
        tells(oru, "95436008", "W", "52101004", words.get("Rejected"));
        tells(oru, "427359005", "F", "2667000", attested);
    }

    private Optional<String> told(HapiReceiver receiver) {
        return receiver.received().stream()
                .filter(message -> message.contains(study.uid()))
                .reduce((_, later) -> later);
    }

    private static void tells(String oru, String code, String status, String value, Word word) {
        List<String[]> told =
                List.of(oru.split("\r")).stream()
                        .filter(line -> line.startsWith("OBX|"))
                        .map(line -> line.split("\\|", -1))
                        .filter(obx -> obx[3].startsWith(code + "^"))
                        .toList();
        assertThat(told).as(code).isNotEmpty();
        assertThat(told.getFirst()[5]).as(code).startsWith(value + "^");
        for (String[] obx : told) {
            assertThat(obx[11]).as(code).isEqualTo(status);
            assertThat(hl7(obx[14])).as(code).isEqualTo(MADE);
            assertThat(obx[16]).as(code).isEqualTo(word.subject() + "^" + word.by());
            assertThat(hl7(obx[19])).as(code).isEqualTo(word.at());
        }
    }

    /** The audit record of each act, and the event that tells other services. */
    private void tellsTheRecord(Map<String, Word> words) {
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(
                                        probe
                                                .events(
                                                        EventType.AUDIT_RECORDED,
                                                        AuditRecorded.class)
                                                .stream()
                                                .filter(a ->
                                                        study.uid().equals(a.studyInstanceUid()))
                                                .filter(a ->
                                                        a.action() == AuditRecorded.Action.UPDATE)
                                                .map(a ->
                                                        new Word(a.at(), a.userId(), a.userName())))
                                .containsExactlyInAnyOrderElementsOf(words.values()));
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(
                                        probe
                                                .events(
                                                        EventType.REVIEW_DECIDED,
                                                        ReviewDecided.class)
                                                .stream()
                                                .filter(e ->
                                                        e.studyInstanceUid().equals(study.uid()))
                                                .map(ReviewDecided::at))
                                .containsExactlyInAnyOrderElementsOf(
                                        words.values().stream().map(Word::at).toList()));
    }

    private static Instant dicom(String moment) {
        return OffsetDateTime.parse(moment, DICOM).toInstant();
    }

    private static Instant hl7(String moment) {
        return OffsetDateTime.parse(moment, HL7).toInstant();
    }

    private static String text(DataSet item, int tag) {
        return item.string(tag).orElse("").strip();
    }

    private String observation(String label) {
        return ResourceIds.observation(study.uid(), event.runs().getFirst(), label);
    }

    private static void act(
            FhirClient as, String type, String id, String operation, @Nullable Boolean present) {
        Parameters said = new Parameters().addParameter("comment", "As seen");
        if (present != null) {
            said.addParameter().setName("present").setValue(new BooleanType(present));
        }
        as.act(type, id, operation, said);
    }
}
