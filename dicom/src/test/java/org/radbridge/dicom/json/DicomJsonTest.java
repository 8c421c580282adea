package org.radbridge.dicom.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.samples.DicomSamples;
import org.radbridge.dicom.samples.RandomDataSets;

@org.junit.jupiter.api.Tag("A3")
@org.junit.jupiter.api.Tag("A4")
class DicomJsonTest {

    @Test
    void eachKindOfValueHasTheFormOfPs318AnnexF() {
        DataSet dataSet =
                new DataSet()
                        .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                        .put(Tag.ImageType, "ORIGINAL", "", "AXIAL")
                        .put(Tag.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう")
                        .put(Tag.PatientSex)
                        .put(Tag.PixelSpacing, "0.50", "1e-1")
                        .put(Tag.InstanceNumber, "7")
                        .putInts(Tag.Rows, 512)
                        .putDoubles(Tag.GraphicData, 1.5, 2.25)
                        .put(Tag.FrameIncrementPointer, Vr.AT, "00181063")
                        .putItems(
                                Tag.ReferencedStudySequence,
                                new DataSet().put(Tag.Modality, "CT"),
                                new DataSet())
                        .putItems(Tag.RequestAttributesSequence)
                        .putBytes(Tag.PixelData, Vr.OW, new byte[] {1, 2, 3, 4});
        assertThat(DicomJson.write(dataSet))
                .isEqualTo(
                        """
                        {"00080005":{"vr":"CS","Value":["ISO_IR 192"]},\
                        "00080008":{"vr":"CS","Value":["ORIGINAL",null,"AXIAL"]},\
                        "00081110":{"vr":"SQ","Value":[{"00080060":{"vr":"CS","Value":["CT"]}},{}]},\
                        "00100010":{"vr":"PN","Value":[{"Alphabetic":"Yamada^Tarou","Ideographic":"山田^太郎",\
                        "Phonetic":"やまだ^たろう"}]},\
                        "00100040":{"vr":"CS"},\
                        "00200013":{"vr":"IS","Value":[7]},\
                        "00280009":{"vr":"AT","Value":["00181063"]},\
                        "00280010":{"vr":"US","Value":[512]},\
                        "00280030":{"vr":"DS","Value":[0.50,0.1]},\
                        "00400275":{"vr":"SQ"},\
                        "00700022":{"vr":"FL","Value":[1.5,2.25]},\
                        "7FE00010":{"vr":"OW","InlineBinary":"AQIDBA=="}}\
                        """);
    }

    @Test
    void numbersThatAreNotWholeAreWrittenAsBytesOfAnUnknownKind() {
        DataSet dataSet = new DataSet().putBytes(Tag.Rows, Vr.US, new byte[] {1, 2, 3});
        String json = DicomJson.write(dataSet);
        assertThat(json).isEqualTo("{\"00280010\":{\"vr\":\"UN\",\"InlineBinary\":\"AQID\"}}");
        assertThat(DicomJson.read(json).bytes(Tag.Rows)).hasValue(new byte[] {1, 2, 3});
    }

    @Test
    void bulkDataThatIsNoNumberOfItsVrIsMalformed() {
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() ->
                        DicomJson.read(
                                "{\"00280010\":{\"vr\":\"US\",\"BulkDataURI\":\"three\"}}",
                                (tag, vr, _) -> new BinaryElement(tag, vr, new byte[3])));
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        RandomDataSets dataSets = new RandomDataSets(1);
        for (int round = 0; round < 300; round++) {
            DataSet dataSet = dataSets.next();
            String json = DicomJson.write(dataSet);
            assertThat(DicomJson.write(DicomJson.read(json))).isEqualTo(json);
        }
    }

    static Stream<Path> samples() {
        return Stream.of("charsets", "structured-reports", "rt", "enhanced")
                .flatMap(folder -> DicomSamples.files(folder).stream());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void realObjectKeepsItsTextThroughJson(Path file) throws IOException {
        DataSet dataSet = Part10Reader.read(file, ReadLimits.INDEX).dataSet();
        DataSet read = DicomJson.read(DicomJson.write(dataSet));
        assertThat(DicomJson.write(read)).isEqualTo(DicomJson.write(dataSet));
        assertThat(read.strings(Tag.PatientName).stream().map(DicomJsonTest::withoutEmptyGroups))
                .isEqualTo(
                        dataSet.strings(Tag.PatientName).stream()
                                .map(DicomJsonTest::withoutEmptyGroups)
                                .toList());
    }

    private static String withoutEmptyGroups(String name) {
        return name.replaceAll("=+$", "");
    }

    @Test
    void bulkDataIsNamedByItsPlaceAndFetchedByItsUri() {
        DataSet icon = new DataSet().putBytes(Tag.PixelData, Vr.OB, new byte[] {9, 9});
        DataSet dataSet =
                new DataSet()
                        .putItems(Tag.IconImageSequence, icon)
                        .put(new SkippedElement(Tag.PixelData, Vr.OW, 300, 1 << 30, false));
        String json = DicomJson.write(dataSet, (path, element) -> Optional.of("bulk/" + path));
        assertThat(json)
                .contains("\"BulkDataURI\":\"bulk/00880200/1/7FE00010\"")
                .contains("\"BulkDataURI\":\"bulk/7FE00010\"");
        DataSet read =
                DicomJson.read(
                        json,
                        (tag, vr, uri) ->
                                new BinaryElement(tag, vr, new byte[] {(byte) uri.length(), 0}));
        assertThat(read.bytes(Tag.PixelData)).hasValue(new byte[] {13, 0});
    }

    @Test
    void valueThatIsNotInMemoryAndHasNoUriIsLeftOut() {
        DataSet dataSet =
                new DataSet().put(new SkippedElement(Tag.PixelData, Vr.OW, 300, 1 << 30, false));
        assertThat(DicomJson.write(dataSet)).isEqualTo("{}");
    }

    @Test
    void numbersAreReadFromNumbersAndFromText() {
        DataSet read =
                DicomJson.read(
                        """
                        {"00280030":{"vr":"DS","Value":["0.5",0.1234567890123456789]},
                         "00200013":{"Value":[3],"vr":"IS"},
                         "00101030":{"vr":"DS","Value":[null]},
                         "00291001":{"vr":"UV","Value":["18446744073709551615"]}}
                        """);
        assertThat(read.strings(Tag.PixelSpacing)).containsExactly("0.5", "0.12345678901235");
        assertThat(read.integer(Tag.InstanceNumber)).hasValue(3);
        assertThat(read.string(Tag.PatientWeight)).isEmpty();
        assertThat(read.strings(0x00291001)).containsExactly("18446744073709551615");
    }

    @Test
    void textBeyondAsciiBringsItsCharacterSet() {
        DataSet read =
                DicomJson.read(
                        "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Müller\"}]}}");
        assertThat(read.string(Tag.SpecificCharacterSet)).hasValue("ISO_IR 192");
    }

    @Test
    void arraysHoldOneObjectPerInstance() {
        List<DataSet> dataSets =
                List.of(
                        new DataSet().put(Tag.Modality, "CT"),
                        new DataSet().put(Tag.Modality, "MR"));
        assertThat(DicomJson.readAll(DicomJson.writeAll(dataSets, BulkDataUris.NONE)))
                .isEqualTo(dataSets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"0010\":{}}",
                "{\"00100010\":7}",
                "{\"00100010\":{\"vr\":\"XX\"}}",
                "{\"00100010\":{\"vr\":\"PN\",\"Value\":\"Doe\"}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[\"many\"]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[null]}}",
                "{\"00081110\":{\"vr\":\"SQ\",\"Value\":[1]}}",
                "{\"00280411\":{\"InlineBinary\":\"prt0\"}}",
                "{} {}"
            })
    void textThatIsNotTheModelIsMalformed(String json) {
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() -> DicomJson.read(json));
    }

    @Test
    void nestingBeyondTheLimitIsMalformedNotAStackOverflow() {
        String opening = "{\"00081110\":{\"vr\":\"SQ\",\"Value\":[".repeat(5_000);
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() -> DicomJson.read(opening));
    }

    @Test
    void eachLimitHasItsOwnFailure() {
        String opening = "{\"00081110\":{\"vr\":\"SQ\",\"Value\":[".repeat(10);
        assertThat(failureOf(opening, ReadLimits.WHOLE.withMaxDepth(5)))
                .isEqualTo(DicomFormatException.Kind.TOO_DEEP);
        String values =
                "{\"00080008\":{\"vr\":\"CS\",\"Value\":[\"ORIGINAL\",\"AXIAL\"]},"
                        + "\"00100020\":{\"vr\":\"LO\",\"Value\":[\"0123456789\"]}}";
        assertThat(failureOf(values, ReadLimits.WHOLE.withMaxElements(1)))
                .isEqualTo(DicomFormatException.Kind.TOO_MANY_ELEMENTS);
        assertThat(failureOf(values, ReadLimits.WHOLE.withMaxValueLength(9)))
                .isEqualTo(DicomFormatException.Kind.VALUE_TOO_LONG);
        assertThat(failureOf(values, ReadLimits.WHOLE.withMaxKeptBytes(300)))
                .isEqualTo(DicomFormatException.Kind.TOO_LARGE);
    }

    private static DicomFormatException.Kind failureOf(String json, ReadLimits limits) {
        DicomFormatException.Kind[] kind = new DicomFormatException.Kind[1];
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() ->
                        DicomJson.read(
                                json,
                                (tag, vr, uri) -> new BinaryElement(tag, vr, new byte[0]),
                                limits))
                .satisfies(failure -> kind[0] = failure.kind());
        return kind[0];
    }

    @Test
    void numberThatNoVrCanHoldIsMalformedNotACrash() {
        for (String number :
                List.of("1E999999999", "\"" + "9".repeat(100) + "\"", "1e400000000000")) {
            for (String vr : List.of("DS", "IS", "US", "FD", "SV")) {
                String json = "{\"00291001\":{\"vr\":\"" + vr + "\",\"Value\":[" + number + "]}}";
                try {
                    DicomJson.write(DicomJson.read(json));
                } catch (DicomFormatException failure) {
                    assertThat(failure.kind()).isEqualTo(DicomFormatException.Kind.MALFORMED);
                }
            }
        }
    }
}
