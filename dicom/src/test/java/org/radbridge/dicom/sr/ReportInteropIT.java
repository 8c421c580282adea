package org.radbridge.dicom.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.Commands.Outcome;
import org.radbridge.dicom.samples.DicomSamples;

/** Reports before independent judges: PixelMed's SR validator, dciodvfy and DCMTK's reader. */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("C1")
class ReportInteropIT {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"radiograph/RG1_chest_explicit_le.dcm", "radiograph/dx_image.dcm"})
    void chestReportWithEighteenFindingsHasNoErrors(String sample)
            throws IOException, InterruptedException {
        DataSet image = read(DicomSamples.file(sample));
        judge(SampleReports.chest(image), "Pneumothorax");
    }

    @Test
    void headReportOverASeriesOfSlicesHasNoErrors() throws IOException, InterruptedException {
        List<DataSet> slices = new ArrayList<>();
        for (Path file : DicomSamples.files("ct-series/head-gantry-tilt")) {
            slices.add(read(file));
        }
        judge(SampleReports.head(slices), "Intracranial hemorrhage");
    }

    private static DataSet read(Path file) throws IOException {
        return Part10Reader.read(file, ReadLimits.INDEX).dataSet();
    }

    private void judge(DataSet report, String finding) throws IOException, InterruptedException {
        Path file = folder.resolve("report.dcm");
        Files.write(file, Part10Writer.write(report, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));

        Outcome pixelMed =
                Commands.run(
                        "DicomSRValidator",
                        "-checktemplateid",
                        "-checkcontentitemorder",
                        file.toString());
        assertThat(pixelMed.output())
                .contains("Found Comprehensive3DSR IOD")
                .contains("Found Root Template TID_1500")
                .contains("Root Template Validation Complete")
                .contains("IOD validation complete")
                .doesNotContain("Error");

        Outcome dciodvfy = Commands.run("dciodvfy", file.toString());
        assertThat(dciodvfy.output()).contains("Comprehensive3DSR").doesNotContain("Error");

        Outcome dcmtk = Commands.run("dsrdump", "--print-all-codes", file.toString());
        assertThat(dcmtk.exitCode()).isZero();
        assertThat(dcmtk.output()).contains(finding).contains("UNVERIFIED").doesNotContain("E: ");
    }
}
