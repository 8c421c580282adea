package org.radbridge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.samples.DicomSamples;

/** Files of many makers, in every transfer syntax of the samples. */
@org.junit.jupiter.api.Tag("A2")
@org.junit.jupiter.api.Tag("A8")
class SampleFilesTest {

    /** What is damaged, and how the reader must say so. */
    private static final Map<String, Kind> DAMAGED =
            Map.of(
                    "emri_small_jpeg_2k_lossless_too_short.dcm", Kind.TRUNCATED,
                    "rtplan_truncated.dcm", Kind.TRUNCATED,
                    "meta_missing_tsyntax.dcm", Kind.MALFORMED,
                    "no_meta.dcm", Kind.NOT_DICOM);

    static Stream<Path> sound() {
        return DicomSamples.files("").stream()
                .filter(file -> !DAMAGED.containsKey(file.getFileName().toString()));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void soundFileIsReadWrittenAndReadBackTheSame(Path file) throws IOException {
        Part10File read = Part10Reader.read(file);
        DataSet even = evened(read.dataSet());
        DataSet meta = FileMetaInformation.of(read.dataSet(), read.transferSyntax());
        byte[] written = Part10Writer.write(new Part10File(meta, read.transferSyntax(), even));
        assertThat(Part10Reader.read(written).dataSet()).isEqualTo(even);
    }

    /** Two samples hold byte values of odd length, which a writer must pad. */
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
                                        tag, items.stream().map(SampleFilesTest::evened).toList());
                        default -> element;
                    });
        }
        return even;
    }

    @ParameterizedTest
    @MethodSource("sound")
    void indexOfAFileHoldsTheSameButLongValues(Path file) throws IOException {
        DataSet whole = Part10Reader.read(file).dataSet();
        DataSet index = Part10Reader.read(file, ReadLimits.INDEX).dataSet();
        assertThat(index.size()).isEqualTo(whole.size());
        for (Element element : index) {
            if (element instanceof SkippedElement skipped) {
                assertThat(skipped.length()).isGreaterThan(ReadLimits.INDEX.keepUpTo());
            } else {
                assertThat(whole.element(element.tag())).hasValue(element);
            }
        }
    }

    @Test
    void damagedFilesFailEachInItsWay() throws IOException {
        for (Path file : DicomSamples.files("malformed")) {
            Kind expected = DAMAGED.get(file.getFileName().toString());
            if (expected != null) {
                assertThatExceptionOfType(DicomFormatException.class)
                        .as(file.toString())
                        .isThrownBy(() -> Part10Reader.read(file))
                        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(expected));
            }
        }
    }

    @Test
    void uncompressedEncodingsOfOneSliceHoldTheSamePixels() throws IOException {
        DataSet reference = read("transfer-syntaxes/ct_explicit_le.dcm");
        byte[] pixels = reference.bytes(Tag.PixelData).orElseThrow();
        for (String name : List.of("ct_implicit_le", "ct_explicit_be", "ct_deflated")) {
            DataSet other = read("transfer-syntaxes/" + name + ".dcm");
            assertThat(other.bytes(Tag.PixelData)).as(name).hasValue(pixels);
            assertThat(other.strings(Tag.ImageType)).isEqualTo(reference.strings(Tag.ImageType));
            assertThat(other.decimals(Tag.PixelSpacing))
                    .isEqualTo(reference.decimals(Tag.PixelSpacing));
        }
    }

    @Test
    void filesWithoutFileMetaInformationAreReadByWhatTheyLookLike() throws IOException {
        assertThat(syntax("malformed/ExplVR_BigEndNoMeta.dcm"))
                .isEqualTo(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);
        assertThat(syntax("malformed/ExplVR_LitEndNoMeta.dcm"))
                .isEqualTo(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(syntax("rt/rtstruct.dcm")).isEqualTo(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @CsvSource({
        "chrArab, قباني^لنزار",
        "chrGerm, Äneas^Rüdiger",
        "chrGreek, Διονυσιος",
        "chrH31, Yamada^Tarou=山田^太郎=やまだ^たろう",
        "chrI2, Hong^Gildong=洪^吉洞=홍^길동",
        "chrX1, Wang^XiaoDong=王^小東=",
        "chrX2, Wang^XiaoDong=王^小东=",
    })
    void namesAreReadInTheirOwnScript(String file, String name) throws IOException {
        assertThat(read("charsets/" + file + ".dcm").string(Tag.PatientName)).hasValue(name);
    }

    private static DataSet read(String path) throws IOException {
        return Part10Reader.read(DicomSamples.file(path)).dataSet();
    }

    private static TransferSyntax syntax(String path) throws IOException {
        return Part10Reader.read(DicomSamples.file(path)).transferSyntax();
    }
}
