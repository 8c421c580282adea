package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
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
@Tag("C5")
class DocumentIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    MapperPeers peers;
    private EventProbe probe;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
    private final String report = ResourceIds.diagnosticReport(study.uid());

    @BeforeEach
    void aResultIsShown() {
        probe = EventProbe.connect();
        peers.archive(study);
        InferenceCompleted event = TestResults.critical(study);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        radiologist.request().get("/fhir/DiagnosticReport/" + report).statusCode()
                                == 200);
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void theReportNamesItsPdfAndHtmlWithSizeAndHashAndBothAreAsItSays() throws Exception {
        List<Attachment> forms = read().getPresentedForm();
        assertThat(forms)
                .extracting(Attachment::getContentType)
                .containsExactly("application/pdf", "text/html");
        for (Attachment form : forms) {
            Response response = radiologist.request().get("/fhir/" + form.getUrl());
            response.then().statusCode(200);
            byte[] bytes = response.asByteArray();
            assertThat(response.contentType()).startsWith(form.getContentType());
            assertThat(bytes).hasSize(form.getSize());
            assertThat(MessageDigest.getInstance("SHA-1").digest(bytes)).isEqualTo(form.getHash());
            assertThat(response.header("Content-Security-Policy")).contains("default-src 'none'");
            Binary binary = binary(form);
            assertThat(binary.getData()).isEqualTo(bytes);
            assertThat(binary.getSecurityContext().getReference())
                    .isEqualTo("DiagnosticReport/" + report);
            assertThat(FhirJudge.instance().errors(binary)).isEmpty();
        }
        assertThat(text(radiologist, forms.getFirst()))
                .contains("Dr Jane Q Doe Jr", study.patient().value(), "Born 1970-01-02")
                .contains("Urgency critical", "Status preliminary")
                .contains(
                        "Pneumothorax present 0.97 (0.50) Long axis 23.0 mm, not decided"
                                + " Short axis 11.5 mm, Area 208 mm²")
                .contains("Nodule absent 0.08 (0.50) not decided")
                .contains(TestResults.STATEMENT)
                .doesNotContain("Verified by");
    }

    @Test
    void theDocumentReferenceNamesThePdfAndIsValid() {
        DocumentReference document = document();
        assertThat(FhirJudge.instance().errors(document)).isEmpty();
        assertThat(document.getDocStatus()).isEqualTo(ReferredDocumentStatus.PRELIMINARY);
        assertThat(document.getContentFirstRep().getAttachment().getUrl())
                .isEqualTo(read().getPresentedFormFirstRep().getUrl());
    }

    @Test
    void aSignatureMakesAnotherDocumentAndTheOldReportKeepsItsOwn() throws Exception {
        Attachment before = read().getPresentedFormFirstRep();
        radiologist.act("Observation", observation("Pneumothorax"), "$accept");
        radiologist.act("Observation", observation("Effusion"), "$reject");
        radiologist.act("DiagnosticReport", report, "$attest");

        DiagnosticReport signed = read();
        Attachment after = signed.getPresentedFormFirstRep();
        assertThat(after.getUrl()).isNotEqualTo(before.getUrl());
        assertThat(text(radiologist, after))
                .contains("Status final", "Verified by radiologist, ")
                .contains(
                        "Pneumothorax present 0.97 (0.50) Long axis 23.0 mm, accepted by radiologist, ")
                .contains("Effusion – 0.71 (0.50) rejected by radiologist, ");
        assertThat(after.getCreation()).isEqualTo(signed.getIssued());
        assertThat(text(radiologist, before)).contains("Status preliminary");
        assertThat(document().getDocStatus()).isEqualTo(ReferredDocumentStatus.FINAL);
        assertThat(FhirJudge.instance().errors(signed)).isEmpty();
        assertThat(FhirJudge.instance().errors(document())).isEmpty();
    }

    @Test
    @Tag("E1")
    @Tag("E4")
    @Tag("E5")
    void whoMayNotSeeTheReportMayNotSeeItsDocumentsAndEachLookIsOnRecord() {
        String url = "/fhir/" + read().getPresentedFormFirstRep().getUrl();
        assertThat(FhirClient.as("resident").request().get(url).statusCode()).isEqualTo(404);
        for (String role : List.of("emergency-physician", "ward-staff", "technologist")) {
            assertThat(FhirClient.as(role).request().get(url).statusCode()).as(role).isEqualTo(403);
        }
        assertThat(FhirClient.asPatient(study.patient().key()).request().get(url).statusCode())
                .isEqualTo(404);
        radiologist.act("Observation", observation("Pneumothorax"), "$accept");
        radiologist.act("Observation", observation("Effusion"), "$accept");
        radiologist.act("DiagnosticReport", report, "$attest");
        String signed = "/fhir/" + read().getPresentedFormFirstRep().getUrl();
        assertThat(FhirClient.as("resident").request().get(signed).statusCode()).isEqualTo(200);
        assertThat(FhirClient.asPatient(study.patient().key()).request().get(signed).statusCode())
                .isEqualTo(200);
        assertThat(
                        FhirClient.asPatient(UUID.randomUUID().toString())
                                .request()
                                .get(signed)
                                .statusCode())
                .isEqualTo(404);
        String id = signed.substring(signed.lastIndexOf('/') + 1);
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(
                                        probe
                                                .events(
                                                        EventType.AUDIT_RECORDED,
                                                        AuditRecorded.class)
                                                .stream()
                                                .filter(a -> id.equals(a.resourceId()))
                                                .toList())
                                .hasSize(3)
                                .filteredOn(a -> a.outcome() == AuditRecorded.Outcome.SUCCESS)
                                .hasSize(2)
                                .allSatisfy(
                                        a -> assertThat(a.patient()).isEqualTo(study.patient())));
    }

    private DiagnosticReport read() {
        return radiologist.read(DiagnosticReport.class, report);
    }

    private DocumentReference document() {
        return radiologist.read(
                DocumentReference.class, ResourceIds.documentReference(study.uid()));
    }

    private Binary binary(Attachment form) {
        Response response =
                radiologist.request().accept("application/fhir+json").get("/fhir/" + form.getUrl());
        response.then().statusCode(200);
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(Binary.class, response.asString());
    }

    private String observation(String label) {
        InferenceCompleted event = TestResults.critical(study);
        return ResourceIds.observation(study.uid(), event.runs().getFirst(), label);
    }

    private static String text(FhirClient client, Attachment form) throws Exception {
        byte[] pdf = client.request().get("/fhir/" + form.getUrl()).asByteArray();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).replaceAll("\\s+", " ");
        }
    }
}
