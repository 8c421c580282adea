package org.radbridge.dicom.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
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
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.samples.DicomSamples;
import org.radbridge.dicom.samples.RandomDataSets;

@org.junit.jupiter.api.Tag("A3")
@org.junit.jupiter.api.Tag("A4")
class DicomXmlTest {

    private static final String BEGIN =
            "<NativeDicomModel xmlns=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\">";

    private static String document(String attributes) {
        return BEGIN + attributes + "</NativeDicomModel>";
    }

    private static Kind failureOf(String xml, ReadLimits limits) {
        Kind[] kind = new Kind[1];
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() ->
                        DicomXml.read(
                                new StringReader(xml),
                                (tag, vr, uri) -> new BinaryElement(tag, vr, new byte[0]),
                                limits))
                .satisfies(failure -> kind[0] = failure.kind());
        return kind[0];
    }

    @Test
    void eachKindOfValueHasTheFormOfPs319AnnexA() {
        DataSet dataSet =
                new DataSet()
                        .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                        .put(Tag.ImageType, "ORIGINAL", "", "A<&>\"")
                        .put(Tag.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう")
                        .put(Tag.PatientSex)
                        .putInts(Tag.Rows, 512)
                        .putDoubles(Tag.GraphicData, 1.5, Double.POSITIVE_INFINITY)
                        .put(Tag.FrameIncrementPointer, Vr.AT, "00181063")
                        .putItems(
                                Tag.ReferencedStudySequence,
                                new DataSet().put(Tag.Modality, "CT"),
                                new DataSet())
                        .put(0x00290010, Vr.LO, "ACME")
                        .put(0x00291001, Vr.LO, "private")
                        .putBytes(Tag.PixelData, Vr.OW, new byte[] {1, 2, 3, 4});
        assertThat(DicomXml.write(dataSet).replace("<DicomAttribute", "\n<DicomAttribute"))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <NativeDicomModel xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM" xml:space="preserve">
                        <DicomAttribute tag="00080005" vr="CS" keyword="SpecificCharacterSet">\
                        <Value number="1">ISO_IR 192</Value></DicomAttribute>
                        <DicomAttribute tag="00080008" vr="CS" keyword="ImageType">\
                        <Value number="1">ORIGINAL</Value><Value number="3">A&lt;&amp;&gt;&quot;</Value></DicomAttribute>
                        <DicomAttribute tag="00081110" vr="SQ" keyword="ReferencedStudySequence"><Item number="1">
                        <DicomAttribute tag="00080060" vr="CS" keyword="Modality"><Value number="1">CT</Value>\
                        </DicomAttribute></Item><Item number="2"></Item></DicomAttribute>
                        <DicomAttribute tag="00100010" vr="PN" keyword="PatientName"><PersonName number="1">\
                        <Alphabetic><FamilyName>Yamada</FamilyName><GivenName>Tarou</GivenName></Alphabetic>\
                        <Ideographic><FamilyName>山田</FamilyName><GivenName>太郎</GivenName></Ideographic>\
                        <Phonetic><FamilyName>やまだ</FamilyName><GivenName>たろう</GivenName></Phonetic>\
                        </PersonName></DicomAttribute>
                        <DicomAttribute tag="00100040" vr="CS" keyword="PatientSex"></DicomAttribute>
                        <DicomAttribute tag="00280009" vr="AT" keyword="FrameIncrementPointer">\
                        <Value number="1">00181063</Value></DicomAttribute>
                        <DicomAttribute tag="00280010" vr="US" keyword="Rows"><Value number="1">512</Value></DicomAttribute>
                        <DicomAttribute tag="00290010" vr="LO"><Value number="1">ACME</Value></DicomAttribute>
                        <DicomAttribute tag="00290001" vr="LO" privateCreator="ACME">\
                        <Value number="1">private</Value></DicomAttribute>
                        <DicomAttribute tag="00700022" vr="FL" keyword="GraphicData">\
                        <Value number="1">1.5</Value><Value number="2">INF</Value></DicomAttribute>
                        <DicomAttribute tag="7FE00010" vr="OW" keyword="PixelData">\
                        <InlineBinary>AQIDBA==</InlineBinary></DicomAttribute></NativeDicomModel>
                        """);
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        RandomDataSets dataSets = new RandomDataSets(1);
        for (int round = 0; round < 300; round++) {
            String xml = DicomXml.write(dataSets.next());
            assertThat(DicomXml.write(DicomXml.read(xml))).isEqualTo(xml);
        }
    }

    static Stream<Path> samples() {
        return Stream.of("charsets", "structured-reports", "rt", "enhanced", "mr-series")
                .flatMap(folder -> DicomSamples.files(folder).stream());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void realObjectComesBackFromXml(Path file) throws IOException {
        DataSet dataSet = Part10Reader.read(file, ReadLimits.INDEX).dataSet();
        String xml = DicomXml.write(dataSet);
        assertThat(DicomXml.write(DicomXml.read(xml))).isEqualTo(xml);
    }

    @Test
    void privateElementWithoutItsBlockGetsTheBlockOfItsCreatorOrAFreeOne() {
        DataSet read =
                DicomXml.read(
                        document(
                                """
                                <DicomAttribute tag="00290010" vr="LO"><Value number="1">OTHER</Value></DicomAttribute>
                                <DicomAttribute tag="00290001" vr="LO" privateCreator="ACME"><Value number="1">a</Value></DicomAttribute>
                                <DicomAttribute tag="00290002" vr="LO" privateCreator="OTHER"><Value number="1">b</Value></DicomAttribute>
                                <DicomAttribute tag="00291003" vr="LO" privateCreator="OTHER"><Value number="1">c</Value></DicomAttribute>
                                """));
        assertThat(read.string(0x00290011)).hasValue("ACME");
        assertThat(read.string(0x00291101)).hasValue("a");
        assertThat(read.string(0x00291002)).hasValue("b");
        assertThat(read.string(0x00291003)).hasValue("c");
    }

    @Test
    void bulkDataIsFetchedByUriOrUuid() {
        DataSet dataSet =
                new DataSet().put(new SkippedElement(Tag.PixelData, Vr.OW, 300, 1 << 30, false));
        String xml = DicomXml.write(dataSet, (path, element) -> Optional.of("bulk?a&b=" + path));
        DataSet read =
                DicomXml.read(
                        new StringReader(xml.replace("uri=", "uuid=")),
                        (tag, vr, uri) -> new BinaryElement(tag, vr, uri.getBytes()),
                        ReadLimits.WHOLE);
        assertThat(read.bytes(Tag.PixelData).map(String::new))
                .hasValue("urn:uuid:bulk?a&b=7FE00010");
    }

    @Test
    void lineEndsAreKeptAndWhatXmlCannotCarryIsReplaced() {
        DataSet dataSet = new DataSet().put(Tag.ImageComments, "one\r\ntwo\tthree\fend");
        assertThat(DicomXml.read(DicomXml.write(dataSet)).string(Tag.ImageComments))
                .hasValue("one\r\ntwo\tthree\uFFFDend");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<html/>",
                "<NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag='1' vr='CS'/></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag='00080060' vr='XX'/></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag='00280010' vr='US'><Value number='1'>many</Value>"
                        + "</DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag='00280010' vr='US'><Value>1</Value>"
                        + "</DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag='00280010' vr='US'><Value number='9999999'>1"
                        + "</Value></DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag='7FE00010' vr='OB'><InlineBinary>*</InlineBinary>",
                "<NativeDicomModel><DicomAttribute tag='00280411' vr='US'><InlineBinary>prt0</InlineBinary>"
                        + "</DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag='7FE00010' vr='OB'><BulkData/></DicomAttribute>"
                        + "</NativeDicomModel>"
            })
    void textThatIsNotTheModelIsMalformed(String xml) {
        assertThat(failureOf(xml, ReadLimits.WHOLE)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void numbersThatAreNotWholeAreWrittenAsBytesOfAnUnknownKind() {
        DataSet dataSet = new DataSet().putBytes(Tag.Rows, Vr.US, new byte[] {1, 2, 3});
        assertThat(DicomXml.write(dataSet))
                .contains("vr=\"UN\"", "<InlineBinary>AQID</InlineBinary>");
    }

    @Test
    void documentTypesAndTheirEntitiesAreNotRead() {
        String xml =
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                        + document(
                                "<DicomAttribute tag='00100020' vr='LO'><Value number='1'>&e;</Value></DicomAttribute>");
        assertThat(failureOf(xml, ReadLimits.WHOLE)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void eachLimitHasItsOwnFailure() {
        String item = "<DicomAttribute tag='00081110' vr='SQ'><Item number='1'>";
        assertThat(failureOf(BEGIN + item.repeat(5_000), ReadLimits.WHOLE))
                .isEqualTo(Kind.TOO_DEEP);
        String value =
                document(
                        "<DicomAttribute tag='00100020' vr='LO'><Value number='1'>0123456789</Value></DicomAttribute>"
                                .repeat(20));
        assertThat(failureOf(value, ReadLimits.WHOLE.withMaxElements(10)))
                .isEqualTo(Kind.TOO_MANY_ELEMENTS);
        assertThat(failureOf(value, ReadLimits.WHOLE.withMaxValueLength(5)))
                .isEqualTo(Kind.VALUE_TOO_LONG);
        assertThat(failureOf(value, ReadLimits.WHOLE.withMaxKeptBytes(100)))
                .isEqualTo(Kind.TOO_LARGE);
    }
}
