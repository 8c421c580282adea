package org.radbridge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DataSetWriter.SequenceLength;
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.samples.DicomSamples;
import org.radbridge.dicom.samples.SampleTable;

/**
 * Every sample is read and written again, byte for byte where the writer has the same choices as
 * the one before it, else to an equal data set; or it is refused by the right name.
 */
@org.junit.jupiter.api.Tag("A2")
@org.junit.jupiter.api.Tag("A8")
class SampleTableTest {

    private static final Map<String, Kind> REFUSED =
            Map.of(
                    "emri_small_jpeg_2k_lossless_too_short.dcm", Kind.TRUNCATED,
                    "rtplan_truncated.dcm", Kind.TRUNCATED,
                    "meta_missing_tsyntax.dcm", Kind.MALFORMED,
                    "no_meta.dcm", Kind.NOT_DICOM);

    @Test
    void everySampleComesBackOrIsRefusedByItsName() throws IOException {
        SampleTable table = new SampleTable("sample-files", "Transfer syntax | Elements | Outcome");
        List<String> wrong = new ArrayList<>();
        int identical = 0;
        List<Path> files = DicomSamples.files("");
        for (Path file : files) {
            Kind expected = REFUSED.get(file.getFileName().toString());
            String outcome;
            Part10File read = null;
            try {
                read = Part10Reader.read(file);
                outcome = roundTrip(Files.readAllBytes(file), read);
            } catch (DicomFormatException refused) {
                outcome = "refused: " + refused.kind();
            }
            identical += outcome.startsWith("byte for byte") ? 1 : 0;
            boolean right =
                    expected == null
                            ? read != null && !outcome.equals("DIFFERENT")
                            : outcome.equals("refused: " + expected);
            if (!right) {
                wrong.add(file.getFileName() + ": " + outcome);
            }
            String found =
                    read == null
                            ? "- | -"
                            : read.transferSyntax().uid() + " | " + count(read.dataSet());
            table.row(file, found + " | " + outcome);
        }
        table.write();
        assertThat(wrong).isEmpty();
        assertThat(files).hasSize(80);
        assertThat(identical).as("files that come back byte for byte").isGreaterThan(30);
    }

    private static String roundTrip(byte[] file, Part10File read) {
        for (SequenceLength length : SequenceLength.values()) {
            byte[] dataSet =
                    new DataSetWriter(read.transferSyntax(), length).toBytes(read.dataSet());
            boolean same =
                    !read.transferSyntax().deflated()
                            && dataSet.length <= file.length
                            && Arrays.equals(
                                    file,
                                    file.length - dataSet.length,
                                    file.length,
                                    dataSet,
                                    0,
                                    dataSet.length);
            if (same) {
                return "byte for byte, sequences of " + length.name().toLowerCase() + " length";
            }
        }
        DataSet even = evened(read.dataSet());
        DataSet meta = FileMetaInformation.of(read.dataSet(), read.transferSyntax());
        byte[] written = Part10Writer.write(new Part10File(meta, read.transferSyntax(), even));
        return Part10Reader.read(written).dataSet().equals(even) ? "equal data set" : "DIFFERENT";
    }

    /** A writer pads byte values of odd length, which two samples hold. */
    private static DataSet evened(DataSet dataSet) {
        DataSet even = new DataSet();
        for (Element element : dataSet) {
            even.put(
                    switch (element) {
                        case BinaryElement(int tag, Vr vr, byte[] bytes)
                                when bytes.length % 2 == 1 ->
                                new BinaryElement(tag, vr, Arrays.copyOf(bytes, bytes.length + 1));
                        case SequenceElement(int tag, List<DataSet> items) ->
                                new SequenceElement(
                                        tag, items.stream().map(SampleTableTest::evened).toList());
                        default -> element;
                    });
        }
        return even;
    }

    private static int count(DataSet dataSet) {
        int count = 0;
        for (Element element : dataSet) {
            count +=
                    switch (element) {
                        case SequenceElement sequence ->
                                1
                                        + sequence.items().stream()
                                                .mapToInt(SampleTableTest::count)
                                                .sum();
                        case TextElement _,
                                BinaryElement _,
                                PixelDataFragments _,
                                SkippedElement _ ->
                                1;
                    };
        }
        return count;
    }
}
