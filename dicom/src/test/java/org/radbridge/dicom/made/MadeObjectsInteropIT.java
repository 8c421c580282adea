package org.radbridge.dicom.made;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.parametricmap.ValueGrid;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.Commands.Outcome;
import org.radbridge.dicom.sr.Concepts;
import org.radbridge.dicom.sr.KeyObjectSelection;

/** Objects that show findings before judges that others wrote. */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("C2")
class MadeObjectsInteropIT {
    private static final String READ_MAP =
            """
            import sys, pydicom, numpy
            map = pydicom.dcmread(sys.argv[1])
            values = numpy.frombuffer(map.FloatPixelData, dtype='<f4')
            print(map.Rows, map.Columns, map.NumberOfFrames)
            print(' '.join(repr(float(v)) for v in values[:32]))
            item = map.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence[0]
            print(item.RealWorldValueSlope, item.RealWorldValueIntercept,
                  item.QuantityDefinitionSequence[0].ConceptCodeSequence[0].CodeValue)
            """;

    @TempDir Path folder;

    static List<String> samples() {
        return List.of(
                ParametricMapTest.slice(),
                "radiograph/dx_image.dcm",
                "radiograph/RG1_chest_explicit_le.dcm");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noJudgeFindsAnErrorInAParametricMap(String sample)
            throws IOException, InterruptedException {
        SampleObjects objects = SampleObjects.of(sample);
        assertThat(verified(objects.parametricMap(objects.grid(10)))).contains("ParametricMap");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noJudgeFindsAnErrorInAPresentationState(String sample)
            throws IOException, InterruptedException {
        DataSet state = SampleObjects.of(sample).presentationState();
        assertThat(verified(state)).contains("GrayscaleSoftcopyPresentationState");
        Outcome dcmtk = Commands.run("dcmpschk", "-v", file(state).toString());
        assertThat(dcmtk.output()).contains("Test passed").doesNotContain("Test failed");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noJudgeFindsAnErrorInASecondaryCapture(String sample)
            throws IOException, InterruptedException {
        assertThat(verified(SampleObjects.of(sample).secondaryCapture())).contains("SCImage");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noJudgeFindsAnErrorInASelectionOrARejectionNote(String sample)
            throws IOException, InterruptedException {
        SampleObjects objects = SampleObjects.of(sample);
        DataSet selection =
                KeyObjectSelection.write(
                        objects.header(Uid.KeyObjectSelectionDocumentStorage, "KO"),
                        Concepts.OF_INTEREST,
                        "Images that show the findings",
                        List.of(objects.source()),
                        List.of());
        DataSet note =
                KeyObjectSelection.write(
                        objects.header(Uid.KeyObjectSelectionDocumentStorage, "KO"),
                        Concepts.REJECTED_FOR_QUALITY_REASONS,
                        "Superseded",
                        List.of(objects.header(Uid.ParametricMapStorage, "CT").reference()),
                        List.of(
                                objects.header(Uid.GrayscaleSoftcopyPresentationStateStorage, "PR")
                                        .reference()));
        for (DataSet document : List.of(selection, note)) {
            assertThat(verified(document)).contains("KeyObjectSelectionDocument");
            Outcome pixelMed = Commands.run("DicomSRValidator", file(document).toString());
            assertThat(pixelMed.output()).doesNotContain("Error");
            Outcome dcmtk = Commands.run("dsrdump", file(document).toString());
            assertThat(dcmtk.exitCode()).isZero();
            assertThat(dcmtk.output()).doesNotContain("E: ");
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void pydicomReadsTheValuesOfTheMap(String sample) throws IOException, InterruptedException {
        SampleObjects objects = SampleObjects.of(sample);
        ValueGrid grid = objects.grid(0);
        Path script = Files.writeString(folder.resolve("read_map.py"), READ_MAP);
        Outcome python =
                Commands.run(
                        "/usr/bin/python3",
                        script.toString(),
                        file(objects.parametricMap(grid)).toString());
        List<String> lines = python.output().lines().toList();
        assertThat(python.exitCode()).as(python.output()).isZero();
        assertThat(lines.get(2)).isEqualTo("1.0 0.0 130402");
        if (lines.getFirst().equals("4 8 1")) {
            for (int i = 0; i < 32; i++) {
                assertThat(Float.parseFloat(lines.get(1).split(" ")[i]))
                        .isEqualTo(grid.values()[i]);
            }
        } else {
            assertThat(lines.get(1)).startsWith("0.0 0.0 0.0");
        }
    }

    private Path file(DataSet object) throws IOException {
        return Files.write(
                folder.resolve("object.dcm"),
                Part10Writer.write(object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }

    private String verified(DataSet object) throws IOException, InterruptedException {
        String output = Commands.run("dciodvfy", file(object).toString()).output();
        assertThat(output).doesNotContain("Error");
        return output;
    }
}
