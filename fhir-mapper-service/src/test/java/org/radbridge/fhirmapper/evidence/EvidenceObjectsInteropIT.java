package org.radbridge.fhirmapper.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.image.RenderedFrame;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.fhirmapper.sr.StructuredReport;
import org.radbridge.fhirmapper.testing.PhantomResults;
import org.radbridge.fhirmapper.testing.TestResults;

/** All objects of a phantom's result before judges that others wrote: dicom3tools and DCMTK. */
@Tag("interop")
@Tag("C2")
class EvidenceObjectsInteropIT {
    @TempDir Path folder;

    static Stream<PhantomResults> phantoms() {
        return EvidenceObjectsTest.phantoms();
    }

    @ParameterizedTest
    @MethodSource("phantoms")
    void noJudgeFindsAnErrorInAnyObjectOrBetweenThem(PhantomResults phantom)
            throws IOException, InterruptedException {
        List<String> together = new ArrayList<>(List.of("dcentvfy"));
        together.add(write("image", phantom.image().dataSet()));
        for (PlannedObject object : ResultObjects.of(phantom.result()).all()) {
            String file = write(object.kind().name(), made(phantom, object));
            assertThat(run("dciodvfy", "-new", file))
                    .as(object.kind().name())
                    .doesNotContain("Error");
            together.add(file);
        }
        String note =
                write(
                        "note",
                        new RejectionNote(
                                        phantom.result(),
                                        ResultObjects.of(phantom.result()).all().stream()
                                                .map(PlannedObject::reference)
                                                .toList())
                                .build(TestResults.AUTHOR));
        assertThat(run("dciodvfy", "-new", note)).doesNotContain("Error");
        assertThat(run(together.toArray(String[]::new))).doesNotContain("Error");
    }

    @ParameterizedTest
    @MethodSource("phantoms")
    void dcmtkChecksThePresentationStateAndShowsItsImageAsWeDo(PhantomResults phantom)
            throws IOException, InterruptedException {
        PlannedObject object =
                ResultObjects.of(phantom.result()).of(ObjectKind.PRESENTATION_STATE).getFirst();
        String state = write("state", made(phantom, object));
        String image = write("image", phantom.image().dataSet());
        assertThat(run("dcmpschk", "-v", state)).contains("Test passed");

        Path bitmap = folder.resolve("rendered.pgm");
        assertThat(run("dcmp2pgm", "--pstate", state, image, bitmap.toString()))
                .doesNotContain("E: ");
        RenderedFrame theirs = pgm(bitmap);
        RenderedFrame ours = RenderedFrame.of(Image.of(phantom.image()), 0, Optional.empty());
        assertThat(theirs.width()).isEqualTo(ours.width());
        assertThat(theirs.height()).isEqualTo(ours.height());
        for (int i = 0; i < ours.bytes().length; i++) {
            assertThat(Math.abs((ours.bytes()[i] & 0xFF) - (theirs.bytes()[i] & 0xFF)))
                    .as("grey of pixel %d", i)
                    .isLessThanOrEqualTo(1);
        }
    }

    /** Binary greyscale of the Netpbm family: magic, size, maximum, bytes. */
    private static RenderedFrame pgm(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = 0;
        List<String> header = new ArrayList<>();
        while (header.size() < 4) {
            int end = at;
            while (!Character.isWhitespace(bytes[end])) {
                end++;
            }
            String word = new String(bytes, at, end - at, StandardCharsets.US_ASCII);
            if (word.startsWith("#")) {
                while (bytes[end] != '\n') {
                    end++;
                }
            } else {
                header.add(word);
            }
            at = end + 1;
        }
        int width = Integer.parseInt(header.get(1));
        int height = Integer.parseInt(header.get(2));
        byte[] grey = new byte[width * height];
        System.arraycopy(bytes, bytes.length - grey.length, grey, 0, grey.length);
        return new RenderedFrame(width, height, 1, grey);
    }

    private static DataSet made(PhantomResults phantom, PlannedObject object) {
        return object.kind() == ObjectKind.STRUCTURED_REPORT
                ? new StructuredReport(phantom.result(), TestResults.AUTHOR).build()
                : EvidenceObjectsTest.made(phantom, object.kind());
    }

    private String write(String name, DataSet object) throws IOException {
        return Files.write(
                        folder.resolve(name + ".dcm"),
                        Part10Writer.write(object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                .toString();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
