package org.radbridge.dicom.fuzz;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.dicomdir.FileId;
import org.radbridge.dicom.dicomdir.MediaDirectoryWriter;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.j2k.GoldenCodestreams;
import org.radbridge.dicom.image.codec.j2k.Jpeg2000Configuration;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.DataSetWriter.SequenceLength;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.pdu.GoldenPdus;
import org.radbridge.dicom.samples.RandomDataSets;
import org.radbridge.dicom.xml.DicomXml;

/**
 * Every fuzz target with the inputs that its fuzzing starts from, made here, never of real files.
 */
enum FuzzTarget {
    DATA_SET(DataSetFuzz::fuzzerTestOneInput, FuzzTarget::dataSets),
    PART10(Part10Fuzz::fuzzerTestOneInput, FuzzTarget::files),
    PDU(PduFuzz::fuzzerTestOneInput, GoldenPdus::all),
    MULTIPART(MultipartFuzz::fuzzerTestOneInput, FuzzTarget::bodies),
    JSON(JsonFuzz::fuzzerTestOneInput, FuzzTarget::jsonDocuments),
    XML(XmlFuzz::fuzzerTestOneInput, FuzzTarget::xmlDocuments),
    CHARACTER_SET(CharacterSetFuzz::fuzzerTestOneInput, FuzzTarget::texts),
    RLE(RleFuzz::fuzzerTestOneInput, FuzzTarget::rleFrames),
    JPEG(JpegFuzz::fuzzerTestOneInput, FuzzTarget::jpegFrames),
    JPEG_LS(JpegLsFuzz::fuzzerTestOneInput, FuzzTarget::jpegLsFrames),
    JPEG2000(Jpeg2000Fuzz::fuzzerTestOneInput, FuzzTarget::jpeg2000Codestreams);

    private static final long SEED = 20_261_126;

    private static final List<FrameShape> FRAMES =
            List.of(
                    new FrameShape(4, 4, 1, 8),
                    new FrameShape(4, 4, 1, 16),
                    new FrameShape(4, 4, 3, 8));

    private final Consumer<byte[]> target;
    private final Supplier<List<byte[]>> seeds;

    FuzzTarget(Consumer<byte[]> target, Supplier<List<byte[]>> seeds) {
        this.target = target;
        this.seeds = seeds;
    }

    /** As the script and the corpus file call it: {@code data-set}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void run(byte[] input) {
        target.accept(input);
    }

    List<byte[]> seeds() {
        return seeds.get();
    }

    private static List<byte[]> dataSets() {
        RandomDataSets random = new RandomDataSets(SEED);
        List<byte[]> inputs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (int syntax = 0; syntax < DataSetFuzz.SYNTAXES.size(); syntax++) {
                SequenceLength length = SequenceLength.values()[i % 2];
                byte[] bytes =
                        new DataSetWriter(DataSetFuzz.SYNTAXES.get(syntax), length)
                                .toBytes(random.next());
                inputs.add(prefixed(new byte[] {(byte) syntax, (byte) (i * 28)}, bytes));
            }
        }
        DataSet pixels =
                new DataSet()
                        .put(
                                new PixelDataFragments(
                                        Tag.PixelData,
                                        Vr.OB,
                                        List.of(new byte[4], new byte[] {1, 2})));
        inputs.add(
                prefixed(
                        new byte[] {4, 100},
                        DataSetWriter.write(pixels, TransferSyntax.of(Uid.JPEGBaseline8Bit))));
        return inputs;
    }

    private static byte[] prefixed(byte[] prefix, byte[] bytes) {
        return ByteBuffer.allocate(prefix.length + bytes.length).put(prefix).put(bytes).array();
    }

    private static DataSet instance() {
        return new RandomDataSets(SEED)
                .next()
                .put(Tag.SOPClassUID, Uid.CTImageStorage)
                .put(Tag.SOPInstanceUID, "1.2.3")
                .put(Tag.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう")
                .put(Tag.PatientID, "P")
                .put(Tag.ImageType, "ORIGINAL", "", "AXIAL")
                .put(Tag.PixelSpacing, "0.5", "0.5")
                .put(Tag.FrameIncrementPointer, Vr.AT, "00181063")
                .putItems(Tag.ReferencedStudySequence, new DataSet().put(Tag.Modality, "CT"))
                .putInts(Tag.Rows, 2);
    }

    private static List<byte[]> files() {
        List<byte[]> inputs = new ArrayList<>();
        for (TransferSyntax syntax : DataSetFuzz.SYNTAXES) {
            inputs.add(Part10Writer.write(instance(), syntax));
        }
        inputs.add(
                new MediaDirectoryWriter("SET")
                        .add(
                                FileId.of("A", "B"),
                                new Part10File(
                                        new DataSet(),
                                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                                        instance()))
                        .toBytes());
        return inputs;
    }

    private static List<byte[]> bodies() {
        String type = "multipart/related; type=\"application/dicom\"; boundary=b\n";
        String part = "--b\r\nContent-Type: application/dicom\r\n\r\ncontent\r\n";
        List<byte[]> inputs = new ArrayList<>();
        for (int piece : new int[] {0, 6, 255}) {
            byte[] prefix = {(byte) piece};
            inputs.add(prefixed(prefix, ascii(type + "preamble\r\n" + part + part + "--b--\r\n")));
            inputs.add(prefixed(prefix, ascii(type + part + "--b\r\n\r\n\r\n--b-- \r\nepilogue")));
        }
        return inputs;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static List<byte[]> jsonDocuments() {
        String bulkData =
                "{\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":\"http://x/1\"},"
                        + "\"00280010\":{\"vr\":\"US\",\"Value\":[1]}}";
        return List.of(
                DicomJson.write(instance()).getBytes(StandardCharsets.UTF_8), ascii(bulkData));
    }

    private static List<byte[]> xmlDocuments() {
        String bulkData =
                "<NativeDicomModel><DicomAttribute tag='7FE00010' vr='OW'><BulkData uuid='1'/>"
                        + "</DicomAttribute></NativeDicomModel>";
        return List.of(
                DicomXml.write(instance()).getBytes(StandardCharsets.UTF_8), ascii(bulkData));
    }

    private static List<byte[]> texts() {
        Random random = new Random(SEED);
        List<byte[]> inputs = new ArrayList<>();
        String[] escapes = {"$B", "(B", "$(D", "$)C", "$)A", ")I", "(J", "-A", "-L", "-b"};
        for (int set = 0; set < 11; set++) {
            StringBuilder text = new StringBuilder("abc^");
            for (String escape : escapes) {
                text.append('\u001B').append(escape).append("0!=\\");
            }
            byte[] bytes = ascii(text.toString());
            for (int i = 4; i < bytes.length; i += 5) {
                bytes[i] |= (byte) (random.nextBoolean() ? 0x80 : 0);
            }
            inputs.add(prefixed(new byte[] {(byte) set}, bytes));
        }
        return inputs;
    }

    /** A header of 64 bytes, then each plane of bytes as one literal run and one replicate run. */
    private static List<byte[]> rleFrames() {
        List<byte[]> inputs = new ArrayList<>();
        for (FrameShape shape : FRAMES) {
            int segments = shape.samplesPerPixel() * shape.bitsAllocated() / 8;
            ByteBuffer frame = ByteBuffer.allocate(64 + 12 * segments).order(LITTLE_ENDIAN);
            frame.putInt(segments);
            for (int i = 0; i < segments; i++) {
                frame.putInt(64 + 12 * i);
            }
            frame.position(64);
            for (int i = 0; i < segments; i++) {
                // eight bytes as they are, one that comes eight times, and a control that does
                // nothing
                frame.put(new byte[] {7, 1, 2, 3, 4, 5, 6, 7, 8, -7, 9, -128});
            }
            inputs.add(EncodedFrame.input(shape, frame.array()));
        }
        return inputs;
    }

    /** Lossless JPEG of differences of 0 and 1 bit: SOF3, DHT and SOS, then bits. */
    private static List<byte[]> jpegFrames() {
        String tables = "FFC4 0015 00 0101000000000000 0000000000000000 00 01";
        String one = "FFD8 FFC3 000B 08 0004 0004 01 011100" + tables;
        String three = "FFD8 FFC3 0011 08 0004 0004 03 011100 021100 031100" + tables;
        return List.of(
                EncodedFrame.input(
                        new FrameShape(4, 4, 1, 8),
                        hex(one + "FFDA 0008 01 0100 01 00 00 2D4B69 00 FFD9")),
                EncodedFrame.input(
                        new FrameShape(4, 4, 3, 8),
                        hex(
                                three
                                        + "FFDD 0004 0004 FFDA 000C 03 0100 0200 0300 05 00 00 2D4B FFD0 5A96 FFD1")));
    }

    /** The example of ITU-T T.87 H.3. */
    private static List<byte[]> jpegLsFrames() {
        String frame =
                "FFD8 FFF7 000B 08 0004 0004 01 011100 FFF8 000D 01 00FF 0003 0007 0015 0040";
        String scan = "FFDA 0008 01 0100 00 00 00 C000006C80208E01C00000574000006EE6000001BC18";
        return List.of(
                EncodedFrame.input(
                        new FrameShape(4, 4, 1, 8), hex(frame + scan + "000005D800009160 FFD9")));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static List<byte[]> jpeg2000Codestreams() {
        return Jpeg2000Configuration.every().stream()
                .map(configuration ->
                        EncodedFrame.input(
                                configuration.shape(
                                        GoldenCodestreams.ROWS, GoldenCodestreams.COLUMNS),
                                GoldenCodestreams.codestream(configuration)))
                .toList();
    }
}
