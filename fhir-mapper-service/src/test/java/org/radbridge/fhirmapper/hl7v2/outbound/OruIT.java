package org.radbridge.fhirmapper.hl7v2.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.hl7v2.AcknowledgmentCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.hl7v2.er7.Dtm;
import org.radbridge.fhirmapper.hl7v2.inbound.InboundDoor;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.HapiReceiver;
import org.radbridge.fhirmapper.testing.HapiSender;
import org.radbridge.fhirmapper.testing.Hl7v2Samples;
import org.radbridge.fhirmapper.testing.Hospital;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.ScriptedReceiver;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(Hospital.class)
@Tag("C4")
class OruIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @ConfigProperty(name = "radbridge.hl7v2.destinations.ehr.port")
    int ehrPort;

    @ConfigProperty(name = "radbridge.hl7v2.destinations.ris.port")
    int risPort;

    @Inject InboundDoor door;
    MapperPeers peers;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final FhirClient operator = FhirClient.as("it-administrator");
    private final String mrn = "MRN-" + UUID.randomUUID();
    private final TestStudy study = TestStudies.radiograph(mrn);
    private EventProbe probe;

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
    void aResultIsSentWithItsPatientOrderAndFindings() {
        String placer = "P" + UUID.randomUUID();
        try (HapiSender hospital = new HapiSender(door.port().orElseThrow());
                HapiReceiver ehr = new HapiReceiver(ehrPort)) {
            hospital.send(Hl7v2Samples.adt("A01", mrn, Hl7v2Samples.controlId(), NOON));
            hospital.send(
                    Hl7v2Samples.orm(
                            "NW", mrn, placer, "A-" + mrn, "", Hl7v2Samples.controlId(), NOON));
            publish(TestResults.critical(study));
            String oru = only(ehr);
            assertThat(field(oru, "/.MSH-9-3")).isEqualTo("ORU_R01");
            assertThat(field(oru, "/.MSH-5")).isEqualTo("EHR");
            assertThat(field(oru, "/.PID-3-1")).isEqualTo(mrn);
            assertThat(field(oru, "/.PID-3-4")).isEqualTo("HOSP");
            assertThat(field(oru, "/.PID-5-1")).isEqualTo("Doe");
            assertThat(field(oru, "/.PID-7")).isEqualTo("19700102");
            assertThat(field(oru, "/.PV1-19")).isEqualTo("V" + mrn);
            assertThat(field(oru, "/.OBR-2")).isEqualTo(placer);
            assertThat(field(oru, "/.OBR-3")).isEqualTo("A-" + mrn);
            assertThat(field(oru, "/.OBR-4")).isEqualTo("36643-5");
            assertThat(field(oru, "/.OBR-25")).isEqualTo("P");
            List<String[]> obx = observations(oru);
            assertThat(obx).hasSize(2 + 2 * 3 + 2 * 3 + 1);
            assertThat(obx.getLast()[2]).isEqualTo("ED");
            assertThat(pdf(obx.getLast()[5])).startsWith("%PDF-");
            assertThat(obx.get(0)[5]).isEqualTo(study.uid());
            assertThat(obx.get(1)[5]).contains("Found: Pneumothorax, Effusion.");
            assertThat(obx.get(2)[3]).startsWith("36118008^Pneumothorax^SCT^");
            assertThat(obx.get(2)[5]).startsWith("52101004^Present^SCT^RID28472");
            assertThat(obx.get(2)[8]).isEqualTo("AA");
            assertThat(obx.get(2)[11]).isEqualTo("P");
            assertThat(obx.get(2)[18]).endsWith("^RADBRIDGE^2.25.40^ISO");
            assertThat(obx.get(3)[2]).isEqualTo("NM");
            assertThat(obx.get(3)[5]).isEqualTo("0.97");
            assertThat(obx.get(3)[7]).isEqualTo("<0.5");
            assertThat(obx.get(4)[2]).isEqualTo("NM");
            assertThat(obx.get(4)[3]).isEqualTo("103339001^Long axis^SCT");
            assertThat(obx.get(4)[4]).isEqualTo(obx.get(2)[4]);
            assertThat(obx.get(4)[5]).isEqualTo("23.0");
            assertThat(obx.get(4)[6]).isEqualTo("mm^mm^UCUM");
            assertThat(obx.get(4)[17])
                    .startsWith("AIAST^")
                    .contains("~activation-outline^Outline of the class activation");
            assertThat(obx.get(6)[6]).startsWith("mm2^mm");
            assertThat(obx.get(12)[5]).startsWith("2667000^Absent");
            assertThat(obx.get(12)[8]).isEqualTo("N");
            await().atMost(LONG_ENOUGH).until(() -> states("ehr", "SENT").contains(study.uid()));
        }
    }

    @Test
    @Tag("C10")
    void aRadiologistsWordMakesItFinalCorrectedAndWithdrawnWithTheSameInstants() {
        InferenceCompleted event = TestResults.critical(study);
        try (HapiReceiver ehr = new HapiReceiver(ehrPort)) {
            publish(event);
            only(ehr);
            String pneumothorax = observation(event, "Pneumothorax");
            String effusion = observation(event, "Effusion");
            radiologist.act("Observation", pneumothorax, "$accept", "seen");
            radiologist.act("Observation", effusion, "$reject", "seen");
            radiologist.act("DiagnosticReport", report(), "$attest", "seen");
            String oru = latest(ehr, 4);
            assertThat(field(oru, "/.OBR-25")).isEqualTo("F");
            assertThat(field(oru, "/.OBR-22"))
                    .isEqualTo(
                            Dtm.write(
                                    Instant.parse(
                                            radiologist
                                                    .json("DiagnosticReport", report())
                                                    .get("issued")
                                                    .toString())));
            assertThat(observations(oru).get(2)[11]).isEqualTo("F");
            assertThat(observations(oru).get(7)[11]).isEqualTo("W");
            radiologist.act("Observation", effusion, "$accept", "seen");
            assertThat(field(latest(ehr, 5), "/.OBR-25")).isEqualTo("C");
            radiologist.act("DiagnosticReport", report(), "$withdraw", "seen");
            String withdrawn = latest(ehr, 6);
            assertThat(field(withdrawn, "/.OBR-25")).isEqualTo("X");
            assertThat(observations(withdrawn)).allMatch(obx -> obx[11].equals("W"));
            assertThat(controlIds(ours(ehr))).hasSize(6).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsRefusedIsSentAgainUnderTheSameControlIdAndThenParked() {
        try (HapiReceiver ehr = new HapiReceiver(ehrPort)) {
            ehr.answer(_ -> ours(ehr).size() < 3 ? AcknowledgmentCode.AE : AcknowledgmentCode.AA);
            publish(TestResults.critical(study));
            await().atMost(LONG_ENOUGH).until(() -> states("ehr", "PARKED").contains(study.uid()));
            assertThat(controlIds(ours(ehr))).hasSize(2).containsOnly(controlIds(ours(ehr)).get(0));

            ehr.answer(_ -> AcknowledgmentCode.AA);
            resend(message("ehr", "PARKED"));
            await().atMost(LONG_ENOUGH).until(() -> states("ehr", "SENT").contains(study.uid()));
            assertThat(controlIds(ours(ehr))).hasSize(3).containsOnly(controlIds(ours(ehr)).get(0));
        }
    }

    @Test
    void whatIsRejectedIsParkedAtOnceAndSentAsAnOperatorEditsIt() {
        try (HapiReceiver ehr = new HapiReceiver(ehrPort)) {
            ehr.answer(_ -> AcknowledgmentCode.AR);
            publish(TestResults.critical(study));
            await().atMost(LONG_ENOUGH).until(() -> states("ehr", "PARKED").contains(study.uid()));
            assertThat(ours(ehr)).hasSize(1);
            String id = message("ehr", "PARKED");
            operator.request().get("/operations/hl7v2/messages/" + id).then().statusCode(403);
            String text = radiologist.request().get("/operations/hl7v2/messages/" + id).asString();
            assertThat(text).contains(mrn);

            ehr.answer(_ -> AcknowledgmentCode.AA);
            put(id, text).then().statusCode(400);
            String controlId = controlIds(List.of(text)).getFirst();
            String edited = text.replace(controlId, "E" + controlId.substring(1));
            put(id, edited).then().statusCode(200);
            await().atMost(LONG_ENOUGH).until(() -> states("ehr", "SENT").contains(study.uid()));
            assertThat(states("ehr", "REPLACED")).contains(study.uid());
            assertThat(controlIds(ours(ehr)).getLast()).isEqualTo("E" + controlId.substring(1));
            assertThat(radiologist.request().get("/operations/hl7v2/messages/" + id).asString())
                    .as("the original is kept")
                    .isEqualTo(text);
        }
    }

    @Test
    void aPausedDestinationGetsNothingUntilItGoesOn() {
        try (HapiReceiver ehr = new HapiReceiver(ehrPort)) {
            operator.request()
                    .post("/operations/hl7v2/destinations/ehr/pause")
                    .then()
                    .statusCode(202);
            try {
                publish(TestResults.critical(study));
                await().atMost(LONG_ENOUGH)
                        .until(() -> states("ehr", "WAITING").contains(study.uid()));
                TestStudy other = TestStudies.radiograph("MRN-" + UUID.randomUUID());
                peers.archive(other);
                probe.publish(TestResults.critical(other), TestResults.critical(other).lane());
                await().atMost(LONG_ENOUGH)
                        .until(() -> states("ehr", "WAITING").contains(other.uid()));
                assertThat(of(ehr, study)).isEmpty();
                assertThat(of(ehr, other)).isEmpty();
                Map<String, Object> state =
                        operator.request()
                                .get("/operations/hl7v2/destinations")
                                .jsonPath()
                                .getMap("find { it.name == 'ehr' }");
                assertThat(state).containsEntry("paused", true);
            } finally {
                operator.request()
                        .post("/operations/hl7v2/destinations/ehr/resume")
                        .then()
                        .statusCode(202);
            }
            only(ehr);
            await().atMost(LONG_ENOUGH).until(() -> states("ehr", "SENT").contains(study.uid()));
        }
    }

    @Test
    void aDestinationThatWasAwayGetsEverythingOnceAndInOrder() {
        List<TestStudy> studies = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TestStudy one = TestStudies.radiograph("MRN-" + UUID.randomUUID());
            peers.archive(one);
            studies.add(one);
            probe.publish(TestResults.critical(one), TestResults.critical(one).lane());
        }
        studies.forEach(one ->
                await().atMost(LONG_ENOUGH)
                        .until(() -> states("ehr", "WAITING").contains(one.uid())));
        for (TestStudy one : studies) {
            InferenceCompleted second =
                    TestResults.result(
                            one,
                            2,
                            List.of(
                                    TestResults.finding(
                                            one, "Nodule", "427359005", 0.9, Urgency.CRITICAL)));
            probe.publish(second, second.lane());
        }
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        studies.stream()
                                .allMatch(one ->
                                        states("ehr", "WAITING").stream()
                                                        .filter(one.uid()::equals)
                                                        .count()
                                                == 2));
        try (HapiReceiver ehr = new HapiReceiver(ehrPort)) {
            for (TestStudy one : studies) {
                await().atMost(LONG_ENOUGH).until(() -> of(ehr, one).size() == 2);
                assertThat(of(ehr, one).get(0)).contains("Pneumothorax");
                assertThat(of(ehr, one).get(1)).contains("Nodule").doesNotContain("Effusion");
            }
            await().atMost(LONG_ENOUGH)
                    .until(() ->
                            studies.stream()
                                    .noneMatch(
                                            one -> states("ehr", "WAITING").contains(one.uid())));
            studies.forEach(
                    one -> assertThat(controlIds(of(ehr, one))).hasSize(2).doesNotHaveDuplicates());
        }
    }

    @Test
    void aDroppedConnectionAndAMissingAnswerLeadToTheSameMessageAgain() {
        try (ScriptedReceiver ehr =
                new ScriptedReceiver(
                        ehrPort,
                        new BiConsumer<>() {
                            private int count;

                            @Override
                            public void accept(ScriptedReceiver.Reply reply, String controlId) {
                                boolean ours = reply.text().contains(study.uid());
                                count += ours ? 1 : 0;
                                switch (ours ? count : 0) {
                                    case 1 -> reply.drop();
                                    case 2 -> reply.write(new byte[] {0x0B, 'M', 'S', 'H'});
                                    case 3 -> reply.acknowledge("AA", "another");
                                    default -> reply.acknowledge("AA", controlId);
                                }
                            }
                        })) {
            publish(TestResults.critical(study));
            await().atMost(LONG_ENOUGH).until(() -> states("ehr", "SENT").contains(study.uid()));
            String controlId = controlId("ehr", "SENT");
            assertThat(ehr.received()).filteredOn(controlId::equals).hasSize(4);
        }
    }

    @Test
    void inEnhancedModeTheCommitAcknowledgementIsEnough() {
        try (ScriptedReceiver ris =
                new ScriptedReceiver(
                        risPort, (reply, controlId) -> reply.acknowledge("CA", controlId))) {
            publish(TestResults.critical(study));
            await().atMost(LONG_ENOUGH).until(() -> states("ris", "SENT").contains(study.uid()));
            assertThat(ris.received()).filteredOn(controlId("ris", "SENT")::equals).hasSize(1);
            String id = message("ris", "SENT");
            assertThat(radiologist.request().get("/operations/hl7v2/messages/" + id).asString())
                    .contains("|P|2.5.1|||AL|NE||8859/1");
        }
    }

    private void publish(InferenceCompleted event) {
        probe.publish(event, event.lane());
    }

    private List<String> ours(HapiReceiver receiver) {
        return of(receiver, study);
    }

    private static List<String> of(HapiReceiver receiver, TestStudy study) {
        return receiver.received().stream().filter(m -> m.contains(study.uid())).toList();
    }

    private String only(HapiReceiver receiver) {
        await().atMost(LONG_ENOUGH).until(() -> ours(receiver).size() == 1);
        return ours(receiver).getFirst();
    }

    private String latest(HapiReceiver receiver, int count) {
        await().atMost(LONG_ENOUGH).until(() -> ours(receiver).size() == count);
        return ours(receiver).getLast();
    }

    private static String field(String message, String path) {
        return HapiReceiver.field(message, path);
    }

    private static List<String> controlIds(List<String> messages) {
        return messages.stream().map(m -> m.split("\r")[0].split("\\|")[9]).toList();
    }

    private static List<String[]> observations(String oru) {
        return oru.lines()
                .flatMap(line -> List.of(line.split("\r")).stream())
                .filter(line -> line.startsWith("OBX|"))
                .map(line -> line.split("\\|", -1))
                .toList();
    }

    private static String pdf(String encapsulated) {
        assertThat(encapsulated).startsWith("^application^pdf^Base64^");
        byte[] bytes =
                Base64.getDecoder()
                        .decode(encapsulated.substring(encapsulated.lastIndexOf('^') + 1));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private List<String> states(String destination, String state) {
        return operator.request()
                .queryParam("state", state)
                .get("/operations/hl7v2/destinations/" + destination + "/messages")
                .jsonPath()
                .getList("studyInstanceUid");
    }

    private String message(String destination, String state) {
        return entry(destination, state, "id");
    }

    private String controlId(String destination, String state) {
        return entry(destination, state, "controlId");
    }

    private String entry(String destination, String state, String field) {
        return operator.request()
                .queryParam("state", state)
                .get("/operations/hl7v2/destinations/" + destination + "/messages")
                .jsonPath()
                .getString("find { it.studyInstanceUid == '" + study.uid() + "' }." + field);
    }

    private void resend(String id) {
        operator.request()
                .post("/operations/hl7v2/messages/" + id + "/resend")
                .then()
                .statusCode(202);
    }

    private Response put(String id, String text) {
        return radiologist
                .request()
                .contentType("text/plain")
                .body(text)
                .put("/operations/hl7v2/messages/" + id);
    }

    private String report() {
        return ResourceIds.diagnosticReport(study.uid());
    }

    private String observation(InferenceCompleted event, String label) {
        return ResourceIds.observation(study.uid(), event.runs().getFirst(), label);
    }
}
