package org.radbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationException;
import org.radbridge.phantoms.PhantomStudy;

/** What is wrong is refused in the protocol's own terms and seen; the next good study passes. */
class BadInputE2E {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final Duration OUTAGE = Duration.ofSeconds(60);
    private static final int BODY_PART_EXAMINED = 0x00180015;
    private static final String ADMINISTRATOR = "it-administrator";

    private final RunningSuite suite = RunningSuite.get();
    private final Results results = new Results(suite);
    private final Modality modality = new Modality(suite);

    @AfterEach
    void nextGoodStudyPassesUntouched() {
        PhantomStudy good = normalChest();
        assertThat(modality.cStore(good)).containsOnly(DimseStatus.SUCCESS);
        await().atMost(LONG_ENOUGH).until(() -> !results.reports(uid(good)).isEmpty());
        assertThat(results.presentLabels(uid(good))).isEmpty();
    }

    @Test
    @Tag("A3")
    @Tag("A8")
    void truncatedFileIsRefusedAndListed() {
        PhantomStudy phantom = normalChest();
        byte[] whole = Modality.part10(phantom.dataSet(1));
        byte[] truncated = Arrays.copyOf(whole, whole.length / 2);

        Answer answer = modality.stow(gateway(), List.of(truncated));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("00081198").path("Value")).hasSize(1);
        assertThat(refused()).contains(uid(phantom));
        assertThat(
                        suite.api()
                                .get(
                                        suite.ingest("/studies/" + uid(phantom)),
                                        suite.api().userToken("technologist"))
                                .status())
                .isEqualTo(404);
    }

    @Test
    @Tag("A3")
    void goodInstanceBesideATruncatedOneIsStored() {
        PhantomStudy good = normalChest();
        byte[] whole = Modality.part10(normalChest().dataSet(1));

        Answer answer =
                modality.stow(
                        gateway(),
                        List.of(Arrays.copyOf(whole, 5000), Modality.part10(good.dataSet(1))));

        assertThat(answer.status()).isEqualTo(202);
        await().atMost(LONG_ENOUGH).until(() -> !results.reports(uid(good)).isEmpty());
    }

    @Test
    @Tag("A1")
    @Tag("E5")
    void unknownCallerIsRejectedAndAudited() {
        String stranger = "STRANGER" + (System.nanoTime() % 10_000_000);

        assertThatThrownBy(() -> modality.cStore(normalChest(), stranger, 1))
                .hasCauseInstanceOf(AssociationException.Rejected.class)
                .hasMessageContaining("source=1, reason=3");

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(
                                        suite.api()
                                                .get(
                                                        suite.rbac(
                                                                "/fhir/AuditEvent?agent="
                                                                        + stranger),
                                                        suite.api().userToken(ADMINISTRATOR))
                                                .resources("AuditEvent"))
                                .isNotEmpty());
    }

    @Test
    @Tag("A3")
    void bodyThatIsNotDicomIsRefused() {
        byte[] text = "This is not DICOM.".getBytes(StandardCharsets.UTF_8);

        assertThat(modality.stow(gateway(), List.of(text)).status()).isEqualTo(409);
        Answer notMultipart =
                suite.api().post(suite.ingest("/dicom-web/studies"), gateway(), "text/plain", text);
        assertThat(notMultipart.status()).isEqualTo(415);
        assertThat(notMultipart.mediaType()).isEqualTo("application/problem+json");
        Answer noBoundary =
                suite.api()
                        .post(
                                suite.ingest("/dicom-web/studies"),
                                gateway(),
                                "multipart/related; type=\"application/dicom\"; boundary=x",
                                text);
        assertThat(noBoundary.status()).isEqualTo(400);
    }

    @Test
    @Tag("A6")
    void studyThatNoRuleRoutesIsListed() {
        PhantomStudy phantom = normalChest();
        DataSet foot = phantom.dataSet(1).put(BODY_PART_EXAMINED, "FOOT");
        assertThat(modality.stow(gateway(), List.of(Modality.part10(foot))).status())
                .isEqualTo(200);

        await().atMost(LONG_ENOUGH)
                .until(() ->
                        suite.api()
                                .get(
                                        suite.ingest("/studies/unrouted"),
                                        suite.api().userToken(ADMINISTRATOR))
                                .text()
                                .contains(uid(phantom)));
    }

    @Test
    @Tag("B1")
    void studyForAMissingModelIsParkedAndItsTimelineSaysSo() {
        PhantomStudy phantom = normalChest();
        DataSet knee = phantom.dataSet(1).put(BODY_PART_EXAMINED, "KNEE");
        assertThat(modality.stow(gateway(), List.of(Modality.part10(knee))).status())
                .isEqualTo(200);

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(parked())
                                .anySatisfy(item ->
                                        assertThat(item.toString())
                                                .contains(uid(phantom), "model")));
        await().atMost(LONG_ENOUGH)
                .until(() -> results.timeline(uid(phantom)).toString().contains("FAILED"));
        assertThat(results.reports(uid(phantom))).isEmpty();
    }

    @Test
    @Tag("B1")
    void studiesWaitWhileTheInferenceServerIsDownForAMinute() {
        suite.kill("inference-server");
        PhantomStudy waiting = normalChest();
        assertThat(modality.cStore(waiting)).containsOnly(DimseStatus.SUCCESS);
        long begun = System.nanoTime();

        await().atMost(OUTAGE.multipliedBy(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    assertThat(results.reports(uid(waiting))).isEmpty();
                    return System.nanoTime() - begun > OUTAGE.toNanos();
                });
        assertThat(results.steps(uid(waiting))).contains("ROUTED").doesNotContain("INFERRED");
        suite.restart("inference-server");

        await().atMost(LONG_ENOUGH).until(() -> !results.reports(uid(waiting)).isEmpty());
        assertThat(parked())
                .noneSatisfy(item -> assertThat(item.toString()).contains(uid(waiting)));
    }

    private JsonNode parked() {
        return suite.api()
                .get(suite.inference("/operations/parked"), suite.api().userToken(ADMINISTRATOR))
                .json();
    }

    private String refused() {
        return suite.api()
                .get(suite.ingest("/operations/refused"), suite.api().userToken(ADMINISTRATOR))
                .text();
    }

    private String gateway() {
        return suite.api().clientToken("dicomweb-gateway");
    }

    private static PhantomStudy normalChest() {
        return PhantomStudy.chest(3).salted(UUID.randomUUID().toString());
    }

    private static String uid(PhantomStudy study) {
        return study.identity().studyInstanceUid();
    }
}
