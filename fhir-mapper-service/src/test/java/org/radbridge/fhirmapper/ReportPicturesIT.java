package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.Ehr;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.HapiReceiver;
import org.radbridge.fhirmapper.testing.Hospital;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.fhirmapper.testing.WithPictures;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** The pictures of findings in the documents of a report, here and wherever they go. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(Hospital.class)
@QuarkusTestResource(value = Ehr.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithPictures.class, restrictToAnnotatedClass = true)
@Tag("C5")
class ReportPicturesIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @ConfigProperty(name = "radbridge.hl7v2.destinations.ehr.port")
    int hl7Port;

    MapperPeers peers;
    Ehr ehr;
    private EventProbe probe;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
    private final InferenceCompleted event = TestResults.critical(study);
    private final String report = ResourceIds.diagnosticReport(study.uid());

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void presentFindingsAreDrawnOnceTheReportIsThereAndWhatIsRejectedIsShownNoLonger()
            throws Exception {
        peers.archive(study);
        try (HapiReceiver receiver = new HapiReceiver(hl7Port)) {
            probe.publish(event, event.lane());
            await().atMost(LONG_ENOUGH).until(() -> shown() && pictures(pdf()) == 2);
            DiagnosticReport drawn = radiologist.read(DiagnosticReport.class, report);
            assertThat(drawn.getMeta().getVersionId()).isEqualTo("2");
            assertThat(drawn.hasExtension(CodeSystems.EDITION)).as("another edition").isFalse();
            for (Attachment form : drawn.getPresentedForm()) {
                byte[] bytes = bytes(form);
                assertThat(bytes).hasSize(form.getSize());
                assertThat(MessageDigest.getInstance("SHA-1").digest(bytes))
                        .isEqualTo(form.getHash());
            }
            assertThat(html())
                    .contains("<h2>Key images</h2>")
                    .contains("alt=\"Pneumothorax 0.97: image 1 of series 1, ")
                    .contains("alt=\"Effusion 0.71: image 1 of series 1, ")
                    .doesNotContain("alt=\"Nodule");
            await().atMost(LONG_ENOUGH)
                    .untilAsserted(() -> assertThat(pictures(inTheEhr())).isEqualTo(2));

            act("Observation", "Pneumothorax", "$accept");
            act("Observation", "Effusion", "$reject");
            act("DiagnosticReport", "", "$attest");
            assertThat(pictures(pdf())).isEqualTo(1);
            assertThat(html()).doesNotContain("alt=\"Effusion");
            await().atMost(LONG_ENOUGH)
                    .untilAsserted(() -> assertThat(pictures(inTheMessage(receiver))).isOne());
            await().atMost(LONG_ENOUGH)
                    .untilAsserted(() -> assertThat(pictures(inTheEhr())).isOne());
        }
    }

    @Test
    void anImageThatCannotBeHadHoldsUpNoReportAndIsDrawnWhenItCan() throws Exception {
        peers.archiveWithoutImages(study);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH).until(this::shown);
        act("Observation", "Pneumothorax", "$accept");
        assertThat(pictures(pdf())).isZero();

        peers.archive(study);
        await().atMost(LONG_ENOUGH).until(() -> pictures(pdf()) == 2);
        assertThat(html()).contains("accepted by radiologist");
    }

    private boolean shown() {
        return radiologist.request().get("/fhir/DiagnosticReport/" + report).statusCode() == 200;
    }

    private byte[] pdf() {
        return bytes(form("application/pdf"));
    }

    private String html() {
        return new String(bytes(form("text/html")), StandardCharsets.UTF_8);
    }

    private Attachment form(String type) {
        return radiologist.read(DiagnosticReport.class, report).getPresentedForm().stream()
                .filter(form -> form.getContentType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private byte[] bytes(Attachment form) {
        return radiologist.request().get("/fhir/" + form.getUrl()).asByteArray();
    }

    private byte[] inTheEhr() {
        List<DiagnosticReport> found =
                ehr.reader()
                        .search(
                                DiagnosticReport.class,
                                "identifier=urn:dicom:uid%7Curn:oid:" + study.uid());
        assertThat(found).hasSize(1);
        return found.getFirst().getPresentedFormFirstRep().getData();
    }

    private byte[] inTheMessage(HapiReceiver receiver) {
        String oru =
                receiver.received().stream()
                        .filter(message -> message.contains(study.uid()))
                        .filter(message -> HapiReceiver.field(message, "/.OBR-25").equals("F"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("nothing final yet"));
        String document =
                List.of(oru.split("\r")).stream()
                        .filter(line -> line.contains("|ED|"))
                        .findFirst()
                        .orElseThrow()
                        .split("\\|", -1)[5];
        return Base64.getDecoder().decode(document.substring(document.lastIndexOf('^') + 1));
    }

    private static int pictures(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDPage page = document.getPage(0);
            int count = 0;
            for (COSName _ : page.getResources().getXObjectNames()) {
                count++;
            }
            return count;
        }
    }

    private void act(String type, String label, String operation) {
        String id =
                type.equals("Observation")
                        ? ResourceIds.observation(study.uid(), event.runs().getFirst(), label)
                        : report;
        radiologist.act(type, id, operation);
    }
}
