package org.radbridge.fhirmapper.hl7v2.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.HapiSender;
import org.radbridge.fhirmapper.testing.Hl7v2Samples;
import org.radbridge.fhirmapper.testing.Hospital;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.RawSender;
import org.radbridge.kit.testing.BackingPartsResource;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(Hospital.class)
@Tag("F1")
class AdtIT {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Inject InboundDoor door;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final String mrn = "MRN-" + UUID.randomUUID();
    private HapiSender hospital;

    @BeforeEach
    void connect() {
        hospital = new HapiSender(port());
    }

    @AfterEach
    void disconnect() {
        hospital.close();
    }

    @Test
    void anAdmissionBecomesAPatientAndAnEncounter() {
        String controlId = Hl7v2Samples.controlId();
        HapiSender.Answer answer = hospital.send(Hl7v2Samples.adt("A01", mrn, controlId, NOON));
        assertThat(answer.code()).isEqualTo("AA");
        assertThat(answer.controlId()).isEqualTo(controlId);

        Patient patient = patient(mrn);
        assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("Doe");
        assertThat(patient.getBirthDateElement().getValueAsString()).isEqualTo("1970-01-02");
        assertThat(patient.getIdentifier()).hasSize(2);
        assertThat(patient.getAddressFirstRep().getCity()).isEqualTo("Springfield");
        Encounter encounter = encounter();
        assertThat(encounter.getStatus().toCode()).isEqualTo("in-progress");
        assertThat(encounter.getClass_().getCode()).isEqualTo("IMP");
        assertThat(encounter.getSubject().getReference()).isEqualTo("Patient/" + id(mrn));
        assertThat(encounter.getLocationFirstRep().getLocation().getDisplay())
                .isEqualTo("HOSP, 4W, 12, A");
        isValid(patient);
        isValid(encounter);
    }

    @Test
    void aVisitIsTransferredDischargedAndTakenBack() {
        send("A01", NOON, "4W^12^A^HOSP");
        send("A02", NOON.plusSeconds(60), "ICU^1^1^HOSP");
        assertThat(encounter().getLocation()).hasSize(2);
        assertThat(encounter().getLocation().getLast().getLocation().getDisplay())
                .isEqualTo("HOSP, ICU, 1, 1");
        send("A12", NOON.plusSeconds(90), "4W^12^A^HOSP");
        send("A03", NOON.plusSeconds(120), "4W^12^A^HOSP");
        assertThat(encounter().getStatus().toCode()).isEqualTo("finished");
        assertThat(encounter().getPeriod().hasEnd()).isTrue();
        isValid(encounter());
        send("A13", NOON.plusSeconds(180), "4W^12^A^HOSP");
        assertThat(encounter().getStatus().toCode()).isEqualTo("in-progress");
        assertThat(encounter().getPeriod().hasEnd()).isFalse();
        send("A11", NOON.plusSeconds(240), "4W^12^A^HOSP");
        assertThat(encounter().getStatus().toCode()).isEqualTo("cancelled");
        isValid(encounter());
    }

    @Test
    void whatIsNotSpokenOfStaysAndANullDeletes() {
        send("A04", NOON, "4W^12^A^HOSP");
        hospital.send(
                Hl7v2Samples.adt("A08", mrn, Hl7v2Samples.controlId(), NOON.plusSeconds(5))
                        .replace("|19700102|F|", "||\"\"|")
                        .replace("1 High Street^Apt 2^Springfield^IL^62701^USA^H", "\"\""));
        Patient patient = patient(mrn);
        assertThat(patient.hasBirthDate()).isTrue();
        assertThat(patient.hasGender()).isFalse();
        assertThat(patient.hasAddress()).isFalse();
    }

    @Test
    void anOlderEventNeverUndoesANewerOne() {
        hospital.send(named("A08", "Newer^Jane", NOON.plusSeconds(60)));
        HapiSender.Answer answer = hospital.send(named("A01", "Older^Jane", NOON));
        assertThat(answer.code()).isEqualTo("AA");
        assertThat(patient(mrn).getNameFirstRep().getFamily()).isEqualTo("Newer");
        assertThat(patient(mrn).getMeta().getVersionId()).isEqualTo("1");
    }

    @Test
    void theSameMessageAgainIsAnsweredAlikeAndDoesNothing() {
        String controlId = Hl7v2Samples.controlId();
        String message = Hl7v2Samples.adt("A01", mrn, controlId, NOON);
        hospital.send(message);
        hospital.send(named("A08", "Married^Jane", NOON));
        HapiSender.Answer again = hospital.send(message);
        assertThat(again.code()).isEqualTo("AA");
        assertThat(again.controlId()).isEqualTo(controlId);
        assertThat(patient(mrn).getNameFirstRep().getFamily()).isEqualTo("Married");
        assertThat(patient(mrn).getMeta().getVersionId()).isEqualTo("2");
    }

    @Test
    @Tag("F4")
    void theSameNumberFromTwoIssuersIsTwoPatients() {
        hospital.send(Hl7v2Samples.adt("A01", mrn, Hl7v2Samples.controlId(), NOON));
        hospital.send(
                Hl7v2Samples.adt(
                        "A01", mrn, "CLINIC", Hl7v2Samples.controlId(), NOON, "Other^John", "1"));
        assertThat(patient(mrn).getNameFirstRep().getFamily()).isEqualTo("Doe");
        Patient other = radiologist.read(Patient.class, new PatientIdentifier("CLINIC", mrn).key());
        assertThat(other.getNameFirstRep().getFamily()).isEqualTo("Other");
        assertThat(other.getIdentifierFirstRep().getSystem())
                .isNotEqualTo(patient(mrn).getIdentifierFirstRep().getSystem());
    }

    @Test
    void aMessageThatLacksWhatItNeedsIsAnError() {
        HapiSender.Answer answer =
                hospital.send(
                        Hl7v2Samples.adt("A01", mrn, Hl7v2Samples.controlId(), NOON)
                                .replace(mrn + "^^^HOSP^MR", mrn + "^^^^MR"));
        assertThat(answer.code()).isEqualTo("AE");
        assertThat(answer.error()).isEqualTo("101");
        assertThat(answer.location()).isEqualTo("PID-3");
        assertThat(answer.text()).doesNotContain(mrn);
    }

    @Test
    void aMessageThatIsNeverTakenIsRejected() {
        HapiSender.Answer event =
                hospital.send(Hl7v2Samples.adt("A60", mrn, Hl7v2Samples.controlId(), NOON));
        assertThat(event.code()).isEqualTo("AR");
        assertThat(event.error()).isEqualTo("201");
        HapiSender.Answer sender =
                hospital.send(
                        Hl7v2Samples.adt("A01", mrn, Hl7v2Samples.controlId(), NOON)
                                .replace("|ADTSYS|", "|STRANGER|"));
        assertThat(sender.code()).isEqualTo("AR");
        HapiSender.Answer training =
                hospital.send(
                        Hl7v2Samples.adt("A01", mrn, Hl7v2Samples.controlId(), NOON)
                                .replace("|P|2.5.1|", "|T|2.5.1|"));
        assertThat(training.error()).isEqualTo("202");
    }

    @Test
    void inEnhancedModeTheTransportAnswersFirstAndTheApplicationWhenItIsDone() {
        String controlId = Hl7v2Samples.controlId();
        try (RawSender raw = new RawSender(port())) {
            raw.send(
                    Hl7v2Samples.adt("A01", mrn, controlId, NOON)
                            .replace("|2.5.1||||||", "|2.5.1|||AL|AL||"),
                    StandardCharsets.UTF_8);
            assertThat(raw.read()).contains("\rMSA|CA|" + controlId);
            assertThat(raw.read()).contains("\rMSA|AA|" + controlId);
            assertThat(patient(mrn).getNameFirstRep().getFamily()).isEqualTo("Doe");
            raw.send(
                    Hl7v2Samples.adt("A60", mrn, Hl7v2Samples.controlId(), NOON)
                            .replace("|2.5.1||||||", "|2.5.1|||AL|AL||"),
                    StandardCharsets.UTF_8);
            assertThat(raw.read()).contains("\rMSA|CR|");
        }
    }

    @Test
    void namesComeInTheCharacterSetThatTheMessageNames() {
        try (RawSender raw = new RawSender(port())) {
            raw.send(
                    named("A01", "Müller^Jürgen", NOON).replace("UNICODE UTF-8", "8859/1"),
                    StandardCharsets.ISO_8859_1);
            assertThat(raw.read()).contains("\rMSA|AA|");
            assertThat(patient(mrn).getNameFirstRep().getFamily()).isEqualTo("Müller");
            raw.send(
                    named("A08", "Mueller^Jürgen", NOON.plusSeconds(1)),
                    StandardCharsets.ISO_8859_1);
            assertThat(raw.read()).contains("\rMSA|AE|").contains("ERR||MSH^1^18|102^");
        }
    }

    @Test
    void halfAMessageAndADroppedConnectionCostNothingButASecondTry() {
        String message = Hl7v2Samples.adt("A01", mrn, Hl7v2Samples.controlId(), NOON);
        byte[] frame = RawSender.frame(message, StandardCharsets.UTF_8);
        for (int end : new int[] {1, 20, frame.length / 2, frame.length - 2}) {
            try (RawSender raw = new RawSender(port())) {
                raw.write(Arrays.copyOf(frame, end));
            }
        }
        try (RawSender raw = new RawSender(port())) {
            raw.write(Arrays.copyOf(frame, frame.length / 2));
            raw.write(frame);
            assertThat(raw.read()).contains("\rMSA|AA|");
            raw.write(Arrays.copyOf(frame, frame.length / 2));
            assertThat(raw.read()).as("the connection is closed on half a message").isEmpty();
        }
        assertThat(patient(mrn).getMeta().getVersionId()).isEqualTo("1");
    }

    @Test
    void whatIsNoMessageIsKeptAndAnswered() {
        try (RawSender raw = new RawSender(port())) {
            raw.send("this is no message " + UUID.randomUUID(), StandardCharsets.UTF_8);
            assertThat(raw.read()).contains("\rMSA|AR").contains("ERR||MSH|100^");
            raw.send(named("A01", "Doe^Jane", NOON), StandardCharsets.UTF_8);
            assertThat(raw.read()).contains("\rMSA|AA|");
        }
    }

    private int port() {
        return door.port().orElseThrow();
    }

    private void send(String event, Instant recorded, String location) {
        HapiSender.Answer answer =
                hospital.send(
                        Hl7v2Samples.adt(
                                event,
                                mrn,
                                "HOSP",
                                Hl7v2Samples.controlId(),
                                recorded,
                                "Doe^Jane",
                                location));
        assertThat(answer.code()).isEqualTo("AA");
    }

    private String named(String event, String name, Instant recorded) {
        return Hl7v2Samples.adt(
                event, mrn, "HOSP", Hl7v2Samples.controlId(), recorded, name, "4W^12^A^HOSP");
    }

    private Patient patient(String number) {
        return radiologist.read(Patient.class, id(number));
    }

    private Encounter encounter() {
        return radiologist.read(Encounter.class, ResourceIds.encounter("HOSPITAL", "V" + mrn));
    }

    private static String id(String number) {
        return new PatientIdentifier("HOSPITAL", number).key();
    }

    private static void isValid(Resource resource) {
        assertThat(FhirJudge.instance().errors(resource)).as(resource.fhirType()).isEmpty();
    }
}
