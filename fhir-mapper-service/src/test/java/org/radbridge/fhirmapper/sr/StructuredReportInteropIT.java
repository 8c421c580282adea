package org.radbridge.fhirmapper.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.mapping.TrackingUids;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.Decision;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.review.ReportStatus;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.review.Verdict;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;

/** Our reports before judges that others wrote: PixelMed, dicom3tools and DCMTK. */
@Tag("interop")
@Tag("C1")
class StructuredReportInteropIT {
    @TempDir Path folder;

    static Stream<StudyResult> results() {
        TestStudy radiograph = TestStudies.radiograph("P-1");
        TestStudy ct = TestStudies.headCt("P-2");
        Finding uncoded =
                new Finding(
                        "Infiltration",
                        "Infiltration",
                        List.of(),
                        0.9,
                        0.5,
                        true,
                        Urgency.ROUTINE,
                        null,
                        List.of());
        return Stream.of(
                result(radiograph, TestResults.critical(radiograph), Optional.empty()),
                result(ct, TestResults.routine(ct), Optional.empty()),
                result(ct, TestResults.result(ct, 2, List.of(uncoded)), Optional.of("2.25.9")),
                reviewed(radiograph, Verdict.ACCEPTED),
                reviewed(radiograph, Verdict.REJECTED));
    }

    /** Attested after the same word on every finding. */
    private static StudyResult reviewed(TestStudy study, Verdict verdict) {
        InferenceCompleted event = TestResults.critical(study);
        Reader reader = new Reader("subject", "reader");
        Review review = Review.NONE;
        for (Finding finding : event.runs().getFirst().findings()) {
            String observation =
                    ResourceIds.observation(study.uid(), event.runs().getFirst(), finding.label());
            review =
                    review.with(
                            new Decision(
                                    observation,
                                    verdict,
                                    finding.present(),
                                    null,
                                    reader,
                                    TestResults.INFERRED.plusSeconds(60)));
        }
        return new StudyResult(
                event,
                study.metadata(),
                TestResults.INFERRED,
                Optional.of("2.25.9"),
                review.signed(
                        ReportStatus.FINAL,
                        new Attestation(reader, TestResults.INFERRED.plusSeconds(90))),
                TrackingUids.NONE);
    }

    @ParameterizedTest
    @MethodSource("results")
    void noJudgeFindsAnError(StudyResult result) throws IOException, InterruptedException {
        Path file = folder.resolve("report.dcm");
        Files.write(
                file,
                Part10Writer.write(
                        new StructuredReport(result, TestResults.AUTHOR).build(),
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        assertThat(
                        run(
                                "DicomSRValidator",
                                "-checktemplateid",
                                "-checkcontentitemorder",
                                file.toString()))
                .contains("Root Template Validation Complete")
                .doesNotContain("Error");
        assertThat(run("dciodvfy", file.toString()))
                .contains("Comprehensive3DSR")
                .doesNotContain("Error");
        String text = run("dsrdump", file.toString());
        assertThat(text).contains("VERIFIED").doesNotContain("E: ");
        for (ModelRun run : result.event().runs()) {
            for (Finding finding : run.findings()) {
                boolean asserted =
                        result.review()
                                .asserts(
                                        ResourceIds.observation(
                                                result.event().studyInstanceUid(),
                                                run,
                                                finding.label()));
                assertThat(text.contains("\"" + finding.display() + "\""))
                        .as(finding.label())
                        .isEqualTo(asserted);
            }
        }
    }

    private static StudyResult result(
            TestStudy study, InferenceCompleted event, Optional<String> replaced) {
        return new StudyResult(
                event,
                study.metadata(),
                TestResults.INFERRED,
                replaced,
                Review.NONE,
                TrackingUids.NONE);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // PixelMed compiles its rules to XPath expressions larger than the JDK's default limits,
        // and
        // ends before a second compiler or collector pays.
        builder.environment()
                .put(
                        "JAVA_TOOL_OPTIONS",
                        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djdk.xml.xpathTotalOpLimit=0"
                                + " -Djdk.xml.xpathExprOpLimit=0 -Djdk.xml.xpathExprGrpLimit=0");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
