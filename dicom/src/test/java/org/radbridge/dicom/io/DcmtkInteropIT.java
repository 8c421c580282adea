package org.radbridge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.DicomSamples;
import org.radbridge.dicom.samples.RandomDataSets;

/** The same files read by DCMTK, and files of ours read by DCMTK. */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A2")
class DcmtkInteropIT {

    /** An outermost text element as dcmdump prints it: {@code (0008,0060) CS [CT]}. */
    private static final Pattern TEXT =
            Pattern.compile(
                    "^\\(([0-9a-f]{4}),([0-9a-f]{4})\\) (?:AE|AS|CS|DA|DS|IS|LO|PN|SH|TM|UI) \\[(.*)] +#.*$");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transfer-syntaxes/ct_implicit_le.dcm",
                "transfer-syntaxes/ct_explicit_be.dcm",
                "transfer-syntaxes/ct_deflated.dcm",
                "transfer-syntaxes/ct_jpeg_lossless_sv1_70.dcm",
                "mr-series/brain-mosaic/axasc35_1.dcm",
                "enhanced/emri_small.dcm",
                "structured-reports/sample-sr.dcm",
                "rt/rtplan.dcm",
                "multi-frame/xa_75f_jpeg.dcm"
            })
    void valuesAreThoseThatDcmdumpPrints(String sample) throws IOException, InterruptedException {
        Path file = DicomSamples.file(sample);
        Part10File read = Part10Reader.read(file);
        // +L: whole values; -Un: UIDs as numbers
        String dump = Commands.run("dcmdump", "-q", "+L", "-Un", file.toString()).output();
        int compared = 0;
        for (String line : dump.lines().toList()) {
            Matcher matcher = TEXT.matcher(line);
            if (!matcher.matches()) {
                continue;
            }
            int tag = Integer.parseUnsignedInt(matcher.group(1) + matcher.group(2), 16);
            if (Dictionary.isPrivate(tag)) {
                continue; // DCMTK knows the VRs of many makers' private elements
            }
            DataSet dataSet = tag >>> 16 == 2 ? read.fileMeta() : read.dataSet();
            String expected = matcher.group(3).strip();
            assertThat(String.join("\\", dataSet.strings(tag)).strip())
                    .as(line)
                    .isEqualTo(expected.replaceAll(" *\\\\ *", "\\\\"));
            compared++;
        }
        assertThat(compared).isGreaterThan(10);
    }

    @Test
    void dcmtkReadsWhatIsWrittenInEveryEncoding() throws IOException, InterruptedException {
        RandomDataSets dataSets = new RandomDataSets(3);
        for (TransferSyntax syntax :
                new TransferSyntax[] {
                    TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                    TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN
                }) {
            for (DataSetWriter.SequenceLength length : DataSetWriter.SequenceLength.values()) {
                DataSet dataSet =
                        dataSets.next()
                                .put(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
                                .put(Tag.SOPInstanceUID, "1.2.3")
                                .putItems(
                                        Tag.ReferencedStudySequence,
                                        new DataSet().put(Tag.PatientName, "Doe^Jane"));
                Path file = folder.resolve("written.dcm");
                try (var output = Files.newOutputStream(file)) {
                    output.write(Part10Writer.header(FileMetaInformation.of(dataSet, syntax)));
                    new DataSetWriter(syntax, length).write(dataSet, output);
                }
                Commands.Outcome dump = Commands.run("dcmdump", "-q", file.toString());
                assertThat(dump.exitCode()).as("%s %s", syntax, length).isZero();
                assertThat(dump.output()).contains("[Doe^Jane]");
            }
        }
    }
}
