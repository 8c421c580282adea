package org.radbridge.dicom.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.samples.Commands;

/**
 * Synthetic images in every colour space and layout, native and compressed by DCMTK, decoded and
 * shown beside what DCMTK makes of them (pydicom expands segmented palettes).
 */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A8")
class DcmtkColourInteropIT {

    private static final int ROWS = 43;
    private static final int COLUMNS = 58;

    /** DCMTK converts YCbCr by tables of whole numbers, each cut off rather than rounded. */
    private static final int CONVERSION_BOUND = 2;

    @TempDir Path folder;

    /**
     * An image, how it is compressed, and how far off it may be.
     *
     * @param compression a program with its options; empty for native
     * @param bound for samples
     * @param shownBound for channels of RGB
     */
    record Colour(
            String photometric,
            boolean planar,
            List<String> compression,
            int bound,
            int shownBound) {

        @Override
        public String toString() {
            return photometric + (planar ? " planar " : " ") + String.join(" ", compression);
        }
    }

    static Stream<Colour> colours() {
        List<Colour> all = new ArrayList<>();
        for (String photometric : List.of("RGB", "YBR_FULL")) {
            for (boolean planar : new boolean[] {false, true}) {
                int shown = photometric.equals("RGB") ? 0 : CONVERSION_BOUND;
                for (String program :
                        List.of("", "dcmcrle", "dcmcjpeg +e1", "dcmcjpeg +el +sv 7", "dcmcjpls")) {
                    all.add(new Colour(photometric, planar, words(program), 0, shown));
                }
            }
        }
        all.add(new Colour("YBR_FULL_422", false, List.of(), 0, CONVERSION_BOUND));
        for (String sampling : List.of("+s4", "+s2", "+n2", "+n1", "+np", "+cr")) {
            List<String> baseline = words("dcmcjpeg +eb +q 85 " + sampling);
            all.add(new Colour("RGB", false, baseline, 2, sampling.equals("+cr") ? 2 : 5));
        }
        for (String palette : List.of("PALETTE 8", "PALETTE 16", "PALETTE SIGNED")) {
            for (String program : List.of("", "dcmcrle", "dcmcjpeg +e1", "dcmcjpls")) {
                all.add(new Colour(palette, false, words(program), 0, 0));
            }
        }
        return all.stream();
    }

    private static List<String> words(String command) {
        return command.isEmpty() ? List.of() : List.of(command.split(" "));
    }

    @ParameterizedTest
    @MethodSource("colours")
    void colourIsDecodedAndShownAsDcmtkDoes(Colour colour) throws Exception {
        Path file = written(image(colour));
        if (!colour.compression().isEmpty()) {
            Path compressed = folder.resolve("compressed.dcm");
            List<String> command = new ArrayList<>(colour.compression());
            command.addAll(List.of(file.toString(), compressed.toString()));
            PeerDecoder.run(command);
            file = compressed;
        }
        Part10File read = Part10Reader.read(file);
        assertThat(read.transferSyntax().encapsulated()).isEqualTo(!colour.compression().isEmpty());
        Image image = Image.of(read);
        PeerDecoder peer = new PeerDecoder(folder);
        PeerDecoder.Decoded decoded = peer.decoded(file, read.transferSyntax());
        assertThat(PeerDecoder.difference(image.frame(0), decoded.image().frame(0)))
                .isLessThanOrEqualTo(colour.bound());
        RenderedFrame shown = RenderedFrame.of(image, 0, Optional.empty());
        assertThat(PeerDecoder.difference(shown, peer.rendered(decoded.file(), 0)))
                .isLessThanOrEqualTo(colour.shownBound());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void segmentedPaletteIsExpandedAsPydicomDoes(int bits) throws Exception {
        DataSet image = image(new Colour("PALETTE " + bits, false, List.of(), 0, 0));
        for (int channel = 0; channel < 3; channel++) {
            image.remove(Tag.RedPaletteColorLookupTableData + channel)
                    .putBytes(
                            Tag.SegmentedRedPaletteColorLookupTableData + channel,
                            Vr.OW,
                            segments(bits, channel));
        }
        String script = Path.of("src", "test", "python", "palette.py").toString();
        Commands.Outcome outcome =
                Commands.run("/usr/bin/python3", "-W", "ignore", script, written(image).toString());
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        List<String> theirs =
                outcome.output().lines().filter(line -> !line.startsWith("Picked up")).toList();
        List<String> ours = new ArrayList<>();
        int[][] tables = new int[3][];
        for (int channel = 0; channel < 3; channel++) {
            tables[channel] =
                    LookupTable.ofSegments(
                                    image,
                                    Tag.RedPaletteColorLookupTableDescriptor + channel,
                                    Tag.SegmentedRedPaletteColorLookupTableData + channel,
                                    false)
                            .entries();
        }
        for (int i = 0; i < 256; i++) {
            ours.add(tables[0][i] + " " + tables[1][i] + " " + tables[2][i]);
        }
        assertThat(ours).isEqualTo(theirs);
        RenderedFrame shown =
                RenderedFrame.of(
                        Image.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image),
                        0,
                        Optional.empty());
        int first = image.bytes(Tag.PixelData).orElseThrow()[0] & 0xFF;
        assertThat(shown.bytes()[0]).isEqualTo((byte) (tables[0][first] >> bits - 8));
    }

    /** A discrete, a linear, an indirect and again a linear segment: 256 entries. */
    private static byte[] segments(int bits, int channel) {
        int top = (1 << bits) - 1;
        // discrete; linear, down, of odd length so that no half has to be rounded
        int[] first = {0, 3, 7 * channel, top / 3, top};
        int[] second = {1, 61, top / 10};
        // both once more, from offset 0; linear, up; discrete
        int[] third = {2, 2, 0, 0};
        int[] rest = {1, 127, top, 0, 1, channel};
        int[] values = Stream.of(first, second, third, rest).flatMapToInt(IntStream::of).toArray();
        ByteBuffer data = ByteBuffer.allocate(bits == 8 ? 20 : 36).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            boolean offset = i == 10 || i == 11; // four bytes, however wide values are
            if (bits == 16 || offset) {
                data.putShort((short) values[i]);
            } else {
                data.put((byte) values[i]);
            }
        }
        return data.array();
    }

    private Path written(DataSet image) throws Exception {
        Path file = folder.resolve("plain.dcm");
        Files.write(file, Part10Writer.write(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        return file;
    }

    private static DataSet image(Colour colour) {
        Random random = new Random(20_261_126);
        boolean palette = colour.photometric().startsWith("PALETTE");
        boolean halved = colour.photometric().equals("YBR_FULL_422");
        int samples = palette ? 1 : 3;
        byte[] cells = new byte[ROWS * COLUMNS * (halved ? 2 : samples)];
        for (int i = 0; i < cells.length; i++) {
            int place = colour.planar() ? i % (ROWS * COLUMNS) : i / samples;
            int row = place / COLUMNS;
            cells[i] = (byte) ((place % COLUMNS) * 4 + row * 2 + 60 * (i % samples));
            if (row % 11 == 0) {
                cells[i] = (byte) random.nextInt(256);
            }
        }
        DataSet image =
                new DataSet()
                        .put(Tag.SOPClassUID, Uid.SecondaryCaptureImageStorage)
                        .put(Tag.SOPInstanceUID, "1.2.826.0.1.3680043.10.1")
                        .putInts(Tag.SamplesPerPixel, samples)
                        .put(
                                Tag.PhotometricInterpretation,
                                palette ? "PALETTE COLOR" : colour.photometric())
                        .putInts(Tag.Rows, ROWS)
                        .putInts(Tag.Columns, COLUMNS)
                        .putInts(Tag.BitsAllocated, 8)
                        .putInts(Tag.BitsStored, 8)
                        .putInts(Tag.HighBit, 7)
                        .putInts(
                                Tag.PixelRepresentation,
                                colour.photometric().equals("PALETTE SIGNED") ? 1 : 0)
                        .putBytes(Tag.PixelData, Vr.OB, cells);
        if (palette) {
            putPalette(image, colour.photometric(), random);
        } else {
            image.putInts(Tag.PlanarConfiguration, colour.planar() ? 1 : 0);
        }
        return image;
    }

    /** 256 entries of 8 or 16 bits; 200 from the value -100 for signed pixels. */
    private static void putPalette(DataSet image, String kind, Random random) {
        int bits = kind.equals("PALETTE 8") ? 8 : 16;
        boolean signed = kind.equals("PALETTE SIGNED");
        int count = signed ? 200 : 256;
        for (int channel = 0; channel < 3; channel++) {
            image.putInts(
                    Tag.RedPaletteColorLookupTableDescriptor + channel,
                    signed ? Vr.SS : Vr.US,
                    count,
                    signed ? -100 : 0,
                    bits);
            byte[] entries = new byte[count * bits / 8];
            random.nextBytes(entries);
            image.putBytes(Tag.RedPaletteColorLookupTableData + channel, Vr.OW, entries);
        }
    }
}
