package org.radbridge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;

/**
 * Bytes written by hand from PS3.5 sections 7 and A.4: the parser reads them, the writer writes the
 * same.
 */
@org.junit.jupiter.api.Tag("A2")
class GoldenBytesTest {

    private static final TransferSyntax JPEG = TransferSyntax.of(Uid.JPEGBaseline8Bit);

    /** Hexadecimal digits; everything from a # to the line's end is a comment. */
    private static byte[] bytes(String commented) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        commented
                .lines()
                .map(line -> line.replaceAll("#.*", "").replaceAll("\\s", ""))
                .forEach(line -> bytes.writeBytes(HexFormat.of().parseHex(line)));
        return bytes.toByteArray();
    }

    private static DataSet parse(byte[] bytes, TransferSyntax transferSyntax) {
        DataSetParser parser = new DataSetParser(transferSyntax, ReadLimits.WHOLE);
        parser.feed(bytes);
        return parser.finish();
    }

    @Test
    void implicitLittleEndianHasTagAndLongLength() {
        byte[] golden =
                bytes(
                        """
                        0800 6000  02000000  4354            # (0008,0060) length 2: CT
                        1000 1000  08000000  446F655E4A616E65 # (0010,0010) length 8: Doe^Jane
                        2800 1000  02000000  0002            # (0028,0010) length 2: 512
                        """);
        DataSet dataSet =
                new DataSet()
                        .put(Tag.Modality, "CT")
                        .put(Tag.PatientName, "Doe^Jane")
                        .putInts(Tag.Rows, 512);
        assertThat(parse(golden, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)).isEqualTo(dataSet);
        assertThat(DataSetWriter.write(dataSet, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN))
                .isEqualTo(golden);
    }

    @Test
    void explicitLittleEndianHasVrAndShortOrLongLength() {
        byte[] golden =
                bytes(
                        """
                        0800 1800  5549 0400  312E3200       # (0008,0018) UI length 4: 1.2 and a zero
                        2000 1300  4953 0200  3720           # (0020,0013) IS length 2: 7 and a space
                        2900 1000  4C4F 0400  41434D45       # (0029,0010) LO length 4: ACME, a private creator
                        E07F 1000  4F57 0000 04000000  01000200 # (7FE0,0010) OW reserved, length 4: 1, 2
                        """);
        DataSet dataSet =
                new DataSet()
                        .put(Tag.SOPInstanceUID, "1.2")
                        .put(Tag.InstanceNumber, "7")
                        .put(0x00290010, Vr.LO, "ACME")
                        .putBytes(Tag.PixelData, Vr.OW, new byte[] {1, 0, 2, 0});
        assertThat(parse(golden, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)).isEqualTo(dataSet);
        assertThat(DataSetWriter.write(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                .isEqualTo(golden);
    }

    @Test
    void explicitBigEndianTurnsEveryWordRound() {
        byte[] golden =
                bytes(
                        """
                        0028 0010  5553 0002  0200           # (0028,0010) US length 2: 512
                        7FE0 0010  4F57 0000 00000004  00010002 # (7FE0,0010) OW length 4: 1, 2
                        """);
        DataSet dataSet =
                new DataSet()
                        .putInts(Tag.Rows, 512)
                        .putBytes(Tag.PixelData, Vr.OW, new byte[] {1, 0, 2, 0});
        assertThat(parse(golden, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN)).isEqualTo(dataSet);
        assertThat(DataSetWriter.write(dataSet, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN))
                .isEqualTo(golden);
    }

    private static final DataSet NESTED =
            new DataSet()
                    .putItems(
                            Tag.ReferencedSeriesSequence,
                            new DataSet().put(Tag.Modality, "MR"),
                            new DataSet());

    @Test
    void sequenceOfDefinedLengthCountsItsItems() {
        byte[] golden =
                bytes(
                        """
                        0800 1511  5351 0000 1A000000        # (0008,1115) SQ, 26 bytes
                          FEFF 00E0  0A000000                #   item, 10 bytes
                            0800 6000  4353 0200  4D52       #     (0008,0060) CS: MR
                          FEFF 00E0  00000000                #   item, empty
                        """);
        assertThat(parse(golden, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)).isEqualTo(NESTED);
        assertThat(DataSetWriter.write(NESTED, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                .isEqualTo(golden);
    }

    @Test
    void sequenceOfUndefinedLengthEndsWithDelimiters() {
        byte[] golden =
                bytes(
                        """
                        0800 1511  5351 0000 FFFFFFFF        # (0008,1115) SQ, undefined
                          FEFF 00E0  FFFFFFFF                #   item, undefined
                            0800 6000  4353 0200  4D52       #     (0008,0060) CS: MR
                          FEFF 0DE0  00000000                #   item delimitation
                          FEFF 00E0  FFFFFFFF                #   item, undefined
                          FEFF 0DE0  00000000                #   item delimitation
                        FEFF DDE0  00000000                  # sequence delimitation
                        """);
        DataSetWriter writer =
                new DataSetWriter(
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        DataSetWriter.SequenceLength.UNDEFINED);
        assertThat(parse(golden, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)).isEqualTo(NESTED);
        assertThat(writer.toBytes(NESTED)).isEqualTo(golden);
    }

    @Test
    void unknownVrOfUndefinedLengthIsAnImplicitSequence() {
        byte[] golden =
                bytes(
                        """
                        2900 0110  554E 0000 FFFFFFFF        # (0029,1001) UN, undefined: PS3.5 6.2.2 note 4
                          FEFF 00E0  FFFFFFFF                #   item, undefined, implicit little endian from here
                            0800 6000  02000000  4D52        #     (0008,0060) length 2: MR
                          FEFF 0DE0  00000000                #   item delimitation
                        FEFF DDE0  00000000                  # sequence delimitation
                        0800 6000  4353 0200  4354           # (0008,0060) CS: CT, explicit again
                        """);
        DataSet dataSet = parse(golden, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(dataSet.items(0x00291001))
                .containsExactly(new DataSet().put(Tag.Modality, "MR"));
        assertThat(dataSet.string(Tag.Modality)).hasValue("CT");
    }

    @Test
    void publicElementSentAsUnknownGetsTheVrOfTheDictionary() {
        byte[] golden =
                bytes(
                        """
                        2800 1000  554E 0000 02000000  0002  # (0028,0010) UN: 512
                        0800 1511  554E 0000 12000000        # (0008,1115) UN, 18 bytes: a sequence, implicit
                          FEFF 00E0  0A000000                #   item, 10 bytes
                            0800 6000  02000000  4D52        #     (0008,0060) length 2: MR
                        """);
        DataSet dataSet = parse(golden, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(dataSet.integer(Tag.Rows)).hasValue(512);
        assertThat(dataSet.items(Tag.ReferencedSeriesSequence))
                .containsExactly(new DataSet().put(Tag.Modality, "MR"));
    }

    @Test
    void encapsulatedPixelDataIsASequenceOfFragments() {
        byte[] golden =
                bytes(
                        """
                        E07F 1000  4F42 0000 FFFFFFFF        # (7FE0,0010) OB, undefined
                          FEFF 00E0  00000000                #   basic offset table, empty
                          FEFF 00E0  04000000  FFD8FFD9      #   fragment, 4 bytes
                        FEFF DDE0  00000000                  # sequence delimitation
                        """);
        DataSet dataSet =
                new DataSet()
                        .put(
                                new PixelDataFragments(
                                        Tag.PixelData,
                                        Vr.OB,
                                        List.of(new byte[0], new byte[] {-1, -40, -1, -39})));
        assertThat(parse(golden, JPEG)).isEqualTo(dataSet);
        assertThat(DataSetWriter.write(dataSet, JPEG)).isEqualTo(golden);
    }

    @Test
    void groupLengthsAndTrailingPaddingAreLeftOut() {
        byte[] golden =
                bytes(
                        """
                        0800 0000  554C 0400  0A000000       # (0008,0000) UL: retired group length
                        0800 6000  4353 0200  4354           # (0008,0060) CS: CT
                        FCFF FCFF  4F42 0000 02000000  0000  # (FFFC,FFFC) OB: padding
                        """);
        assertThat(parse(golden, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                .isEqualTo(new DataSet().put(Tag.Modality, "CT"));
    }

    @Test
    void valueTooLongForTheShortFormIsWrittenAsUnknown() {
        String text = "x".repeat(70_000);
        DataSet dataSet = new DataSet().put(Tag.ContourData, Vr.LT, text);
        byte[] written = DataSetWriter.write(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(written).startsWith(bytes("0630 5000  554E 0000 70110100"));
    }

    @Test
    void textIsWrittenInTheRepertoireOfTheDataSetAroundIt() {
        DataSet item = new DataSet().put(Tag.PatientName, "Müller");
        DataSet dataSet =
                new DataSet()
                        .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                        .putItems(Tag.ReferencedPatientSequence, item);
        byte[] written = DataSetWriter.write(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(written).containsSubsequence(bytes("504E 0600 4DFC6C6C6572"));
        assertThat(parse(written, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)).isEqualTo(dataSet);
    }

    @Test
    void fileBeginsWithPreamblePrefixAndACountedFileMetaInformation() {
        DataSet dataSet =
                new DataSet()
                        .put(Tag.SOPClassUID, Uid.CTImageStorage)
                        .put(Tag.SOPInstanceUID, "1.2.3");
        byte[] file = Part10Writer.write(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(file).startsWith(new byte[128]);
        assertThat(HexFormat.of().formatHex(file, 128, 140))
                .isEqualTo("4449434d" + "02000000" + "554c0400");
        int groupLength = Encoding.EXPLICIT_LITTLE_ENDIAN.uint16(file, 140);
        assertThat(HexFormat.of().formatHex(file, 144 + groupLength, 144 + groupLength + 4))
                .isEqualTo("08001600");
        Part10File read = Part10Reader.read(file);
        assertThat(read.dataSet()).isEqualTo(dataSet);
        assertThat(read.fileMeta().string(Tag.MediaStorageSOPInstanceUID)).hasValue("1.2.3");
    }
}
