package org.radbridge.inference.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every pixel as DCMTK's dcmdump prints it. */
@Tag("interop")
@Tag("B2")
@Tag("B3")
class DcmtkPixelsIT {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ct-series/head-gantry-tilt/05.dcm, true",
        "ct-series/head-gantry-tilt/11.dcm, true",
        "mr-series/abdomen/adb1_7.dcm, false",
        "radiograph/RG1_chest_explicit_le.dcm, false",
        "radiograph/dx_image.dcm, false",
        "transfer-syntaxes/ct_explicit_be.dcm, true"
    })
    void everyPixelIsTheSame(String sample, boolean signed)
            throws IOException, InterruptedException {
        float[] ours = DicomSamples.decode(sample).values();

        String[] theirs = dump(DicomSamples.path(sample));

        assertThat(theirs.length).isGreaterThanOrEqualTo(ours.length);
        for (int i = 0; i < ours.length; i++) {
            int word = Integer.parseInt(theirs[i], 16);
            assertThat(ours[i]).as("pixel %d", i).isEqualTo(signed ? (short) word : word);
        }
    }

    /** {@code (7fe0,0010) OW 0001\0002\…}: words or bytes, as the VR has it. */
    private static String[] dump(Path file) throws IOException, InterruptedException {
        Process dcmdump =
                new ProcessBuilder("dcmdump", "+L", "+M", "-q", "+P", "7fe0,0010", file.toString())
                        .redirectErrorStream(true)
                        .start();
        String text =
                new String(dcmdump.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(dcmdump.waitFor()).isZero();
        String value = text.substring(text.indexOf(") O") + 5).split(" ", 2)[0];
        return value.split("\\\\");
    }
}
