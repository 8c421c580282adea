package org.radbridge.fhirmapper.subscription;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.hl7.fhir.r4.model.Observation;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.EventProbe;

/** What happens to a patient's studies: models answer, a radiologist signs. */
final class StudyFlow implements AutoCloseable {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final MapperPeers peers;
    private final String mrn;
    private final FhirClient radiologist;
    private final EventProbe probe = EventProbe.connect();

    StudyFlow(MapperPeers peers, String mrn) {
        this.peers = peers;
        this.mrn = mrn;
        this.radiologist = FhirClient.asUser("reader-" + mrn, "radiologist");
    }

    /** The models answer; returns when the result is published. */
    void publish(TestStudy study, InferenceCompleted event) {
        peers.archive(study);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.RESULT_PUBLISHED, ResultPublished.class).stream()
                                .anyMatch(e ->
                                        e.studyInstanceUid().equals(study.uid())
                                                && e.revision() == event.revision()));
    }

    /** A radiologist accepts all findings of the patient and signs the study's report. */
    void attest(TestStudy study) {
        String patient = new PatientIdentifier("HOSPITAL", mrn).key();
        FhirClient.of(
                        radiologist.search("Observation", "patient", "Patient/" + patient),
                        Observation.class)
                .forEach(o -> radiologist.act("Observation", o.getIdPart(), "$accept"));
        radiologist.act("DiagnosticReport", ResourceIds.diagnosticReport(study.uid()), "$attest");
    }

    @Override
    public void close() {
        probe.close();
    }
}
