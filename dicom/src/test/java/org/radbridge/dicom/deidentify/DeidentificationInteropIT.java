package org.radbridge.dicom.deidentify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.radbridge.dicom.data.Tag.PatientName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.DicomSamples;

/** What dciodvfy and dcmdump say of de-identified objects. */
@Tag("A10")
class DeidentificationInteropIT {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "radiograph/RG1_chest_explicit_le.dcm",
                "radiograph/dx_image.dcm",
                "ct-series/head-gantry-tilt",
                "multi-frame/nm_heart_13f.dcm"
            })
    void dciodvfyFindsNoErrorThatTheOriginalDidNotHave(String sample)
            throws IOException, InterruptedException {
        Path original =
                sample.endsWith(".dcm")
                        ? DicomSamples.file(sample)
                        : DicomSamples.files(sample).getFirst();
        Part10File file = Part10Reader.read(Files.readAllBytes(original));
        DataSet result =
                new Deidentifier(
                                DeidentificationOptions.of(
                                        ProfileOption.RETAIN_MODIFIED_DATES,
                                        ProfileOption.CLEAN_DESCRIPTORS),
                                new ProjectKey(new byte[16]))
                        .deidentify(file.dataSet());
        Path output = folder.resolve("output.dcm");
        Files.write(output, Part10Writer.write(result, file.transferSyntax()));

        assertThat(errors(output)).isSubsetOf(errors(original));
        String dump = Commands.run("dcmdump", output.toString()).output();
        assertThat(dump)
                .contains("(0012,0062) CS [YES]")
                .contains("(0012,0064) SQ")
                .contains("[113100]")
                .doesNotContain("E: ");
        file.dataSet().string(PatientName).ifPresent(name -> assertThat(dump).doesNotContain(name));
    }

    private static Set<String> errors(Path file) throws IOException, InterruptedException {
        return Commands.run("dciodvfy", file.toString())
                .output()
                .lines()
                .filter(line -> line.startsWith("Error"))
                .map(line -> line.replaceAll("<[^>]*>", "<>"))
                .collect(Collectors.toSet());
    }
}
