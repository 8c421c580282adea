package org.radbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.SuitePort;

/** Real studies of patients, brought by programs that others wrote: DCMTK and curl. */
@Tag("interop")
class RealStudiesE2E {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);
    private static final Path SAMPLES =
            Installation.find().root().resolve("../shared/dicom-samples").normalize();

    private final RunningSuite suite = RunningSuite.get();
    private final Results results = new Results(suite);

    @Test
    @Tag("A1")
    void dcmtkVerifiesTheDoor() throws Exception {
        run("echoscu", "-aet", "ECHOSCU", "-aec", "RADBRIDGE", "localhost", dimsePort());
    }

    @Test
    @Tag("A2")
    void realHeadCtSentByDcmtkEndsAsAReport() throws Exception {
        run(
                "storescu",
                "-aec",
                "RADBRIDGE",
                "+sd",
                "+r",
                "localhost",
                dimsePort(),
                SAMPLES.resolve("ct-series/head-gantry-tilt").toString());

        endsAsAReport("1.2.826.0.1.3680043.9.4245.1760717064491086528325869788156915668");
    }

    @Test
    @Tag("A3")
    void realRadiographPostedByCurlEndsAsAReport(@TempDir Path folder) throws Exception {
        Path body = folder.resolve("body");
        try (OutputStream output = Files.newOutputStream(body)) {
            output.write(ascii("--part\r\nContent-Type: application/dicom\r\n\r\n"));
            Files.copy(SAMPLES.resolve("radiograph/RG1_chest_explicit_le.dcm"), output);
            output.write(ascii("\r\n--part--\r\n"));
        }

        run(
                "curl",
                "--silent",
                "--fail",
                "--header",
                "Authorization: Bearer " + suite.api().clientToken("dicomweb-gateway"),
                "--header",
                "Content-Type: multipart/related; type=\"application/dicom\"; boundary=part",
                "--data-binary",
                "@" + body,
                suite.ingest("/dicom-web/studies").toString());

        endsAsAReport("1.3.6.1.4.1.5962.1.2.9.20040826185059.5457");
    }

    private void endsAsAReport(String study) {
        await().atMost(LONG_ENOUGH).until(() -> !results.reports(study).isEmpty());
        await().atMost(LONG_ENOUGH).until(() -> !results.structuredReportsInPacs(study).isEmpty());
        assertThat(results.reports(study))
                .allMatch(report -> report.path("status").asText().equals("preliminary"));
    }

    private String dimsePort() {
        return Integer.toString(suite.port(SuitePort.INGEST_DIMSE));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command[0] + ": " + output).isZero();
    }
}
