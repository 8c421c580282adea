package org.radbridge.dicom.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.samples.Commands;

/** JPEG written here and decoded by DCMTK's libijg, which knows nothing of our tables. */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A8")
class JpegEncoderInteropIT {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "transfer-syntaxes/ct_explicit_le.dcm,100,50",
        "transfer-syntaxes/ct_explicit_le.dcm,75,34",
        "radiograph/RG1_chest_explicit_le.dcm,90,40",
        "multi-frame/examples_ybr_color.dcm,90,36"
    })
    void dcmtkSeesThePictureThatWasEncoded(String file, int quality, double decibels)
            throws Exception {
        RenderedFrame picture = JpegEncoderTest.sample(file);
        Path encoded = folder.resolve("encoded.dcm");
        Path decoded = folder.resolve("decoded.dcm");
        Files.write(
                encoded,
                Part10Writer.write(
                        JpegEncoderTest.capture(picture, quality),
                        TransferSyntax.of(Uid.JPEGBaseline8Bit)));

        Commands.Outcome outcome =
                Commands.run("dcmdjpeg", "+te", encoded.toString(), decoded.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).doesNotContain("W:");
        RenderedFrame theirs =
                RenderedFrame.of(Image.of(Part10Reader.read(decoded)), 0, Optional.empty());
        assertThat(JpegEncoderTest.ratio(picture, theirs)).isGreaterThan(decibels);
    }
}
