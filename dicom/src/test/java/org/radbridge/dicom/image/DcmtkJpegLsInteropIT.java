package org.radbridge.dicom.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.image.codec.Codec;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.samples.Commands;

/**
 * Synthetic rasters that DCMTK compresses with JPEG-LS in every way it knows, decoded here: equal
 * to what DCMTK decodes, and within NEAR of what went in.
 */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A8")
class DcmtkJpegLsInteropIT {

    @TempDir Path folder;

    /** A raster and the options that it is compressed with. */
    record Configuration(
            int rows, int columns, Kind kind, boolean planar, int near, List<String> options) {

        @Override
        public String toString() {
            return "%d x %d %s%s, NEAR %d %s"
                    .formatted(rows, columns, kind, planar ? " planar" : "", near, options);
        }
    }

    /** Kinds of samples. */
    enum Kind {
        GREY_8(1, 8, 8, false),
        GREY_12(1, 16, 12, false),
        GREY_16(1, 16, 16, false),
        SIGNED_12(1, 16, 12, true),
        SIGNED_16(1, 16, 16, true),
        RGB_8(3, 8, 8, false);

        private final int samples;
        private final int allocated;
        private final int stored;
        private final boolean signed;

        Kind(int samples, int allocated, int stored, boolean signed) {
            this.samples = samples;
            this.allocated = allocated;
            this.stored = stored;
            this.signed = signed;
        }
    }

    static Stream<Configuration> configurations() {
        List<Configuration> all = new ArrayList<>();
        int[][] sizes = {{1, 1}, {1, 37}, {37, 1}, {2, 3}, {61, 67}, {200, 300}};
        List<List<String>> tunings =
                List.of(
                        List.of("+pr"),
                        List.of("+pc"),
                        List.of("+pc", "+t1", "5", "+t2", "11", "+t3", "30", "+rs", "31"));
        for (int[] size : sizes) {
            for (Kind kind : Kind.values()) {
                if (kind.samples == 3) {
                    for (String interleave : List.of("+il", "+is", "+in")) {
                        for (int near : new int[] {0, 1, 5}) {
                            for (boolean planar : new boolean[] {false, true}) {
                                add(all, size, kind, planar, near, List.of(interleave));
                            }
                        }
                    }
                    continue;
                }
                for (List<String> tuning : tunings) {
                    if (tuning.getFirst().equals("+pr") || canBeCooked(size, kind)) {
                        add(all, size, kind, false, 0, tuning);
                    }
                }
                if (!kind.signed) { // DCMTK compresses signed ones without loss only
                    for (int near : new int[] {1, 2, 9}) {
                        add(all, size, kind, false, near, List.of());
                    }
                }
            }
        }
        return all.stream();
    }

    /** DCMTK 3.6.7 itself crashes on the others when it shall write the stored bits only. */
    private static boolean canBeCooked(int[] size, Kind kind) {
        return !kind.signed && size[0] * size[1] > 36;
    }

    private static void add(
            List<Configuration> all,
            int[] size,
            Kind kind,
            boolean planar,
            int near,
            List<String> options) {
        List<String> complete = new ArrayList<>(options);
        complete.addAll(near == 0 ? List.of("+el") : List.of("+en", "+md", Integer.toString(near)));
        all.add(new Configuration(size[0], size[1], kind, planar, near, List.copyOf(complete)));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void whatDcmtkCompressesIsDecodedAsDcmtkDecodesIt(Configuration configuration)
            throws Exception {
        DataSet raster = raster(configuration);
        Image original = Image.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, raster);
        Path compressed = compressed(raster, configuration.options());
        Image ours = Image.of(Part10Reader.read(compressed));
        assertThat(ours.transferSyntax().uid())
                .isEqualTo(configuration.near() == 0 ? Uid.JPEGLSLossless : Uid.JPEGLSNearLossless);
        Path decoded = folder.resolve("decoded.dcm");
        run("dcmdjpls", "+te", compressed.toString(), decoded.toString());
        Image theirs = Image.of(Part10Reader.read(decoded));
        int[] samples = ours.frame(0).samples();
        assertThat(samples).isEqualTo(theirs.frame(0).samples());
        int[] before = original.frame(0).samples();
        int worst = 0;
        for (int i = 0; i < samples.length; i++) {
            worst = Math.max(worst, Math.abs(samples[i] - before[i]));
        }
        assertThat(worst).isLessThanOrEqualTo(configuration.near());
    }

    /** Strips that were compressed one by one are what a scan with restart markers holds. */
    @ParameterizedTest
    @MethodSource("restarts")
    void intervalsBetweenRestartMarkersAreDecodedOneByOne(Configuration configuration)
            throws Exception {
        int strips = 11;
        Kind kind = configuration.kind();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        List<int[]> expected = new ArrayList<>();
        int strip = configuration.rows();
        for (int i = 0; i < strips; i++) {
            Path compressed = compressed(raster(configuration), configuration.options());
            Image image = Image.of(Part10Reader.read(compressed));
            expected.add(image.frame(0).samples());
            byte[] stream = image.encoded(0);
            int scan = segment(stream, 0xDA);
            int bits = scan + 2 + ((stream[scan + 2] & 0xFF) << 8 | stream[scan + 3] & 0xFF);
            if (i == 0) {
                byte[] header = Arrays.copyOf(stream, scan);
                int rows = segment(header, 0xF7) + 5;
                header[rows] = (byte) (strip * strips >> 8);
                header[rows + 1] = (byte) (strip * strips);
                whole.writeBytes(header);
                whole.writeBytes(new byte[] {-1, (byte) 0xDD, 0, 4, 0, (byte) strip});
                whole.write(stream, scan, bits - scan);
            } else {
                whole.writeBytes(new byte[] {-1, (byte) (0xD0 + (i - 1) % 8)});
            }
            whole.write(stream, bits, end(stream) - bits);
        }
        FrameShape shape =
                new FrameShape(
                        strip * strips, configuration.columns(), kind.samples, kind.allocated);
        int[] samples = Codec.JPEG_LS.decode(whole.toByteArray(), shape);
        for (int i = 0; i < strips; i++) {
            int length = expected.get(i).length;
            assertThat(Arrays.copyOfRange(samples, i * length, (i + 1) * length))
                    .isEqualTo(expected.get(i));
        }
    }

    static Stream<Configuration> restarts() {
        return Stream.of(
                new Configuration(5, 70, Kind.GREY_8, false, 0, List.of("+el")),
                new Configuration(3, 40, Kind.GREY_12, false, 0, List.of("+el", "+pc")),
                new Configuration(4, 33, Kind.GREY_8, false, 3, List.of("+en", "+md", "3")),
                new Configuration(6, 50, Kind.RGB_8, false, 0, List.of("+el", "+il")),
                new Configuration(6, 50, Kind.RGB_8, false, 0, List.of("+el", "+is")));
    }

    private static int segment(byte[] stream, int marker) {
        int at = 2;
        while ((stream[at + 1] & 0xFF) != marker) {
            at += 2 + ((stream[at + 2] & 0xFF) << 8 | stream[at + 3] & 0xFF);
        }
        return at;
    }

    /** Where EOI is, with the fill bytes that may come before it. */
    private static int end(byte[] stream) {
        int at = stream.length - 2;
        while (stream[at] != -1 || stream[at + 1] != (byte) 0xD9) {
            at--;
        }
        while (stream[at - 1] == -1) {
            at--;
        }
        return at;
    }

    private Path compressed(DataSet raster, List<String> options) throws Exception {
        Path plain = folder.resolve("plain.dcm");
        Files.write(plain, Part10Writer.write(raster, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        Path compressed = folder.resolve("compressed.dcm");
        List<String> command = new ArrayList<>(List.of("dcmcjpls"));
        command.addAll(options);
        command.addAll(List.of(plain.toString(), compressed.toString()));
        run(command.toArray(String[]::new));
        return compressed;
    }

    private static void run(String... command) throws Exception {
        Commands.Outcome outcome = Commands.run(command);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    private final Random random = new Random(20_261_126);

    /** Slopes, flat parts, edges and noise, so that runs and every kind of gradient come up. */
    private DataSet raster(Configuration configuration) {
        Kind kind = configuration.kind();
        int rows = configuration.rows();
        int columns = configuration.columns();
        int range = 1 << kind.stored;
        int cell = kind.allocated / 8;
        byte[] cells = new byte[(rows * columns * kind.samples * cell + 1) / 2 * 2];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                for (int c = 0; c < kind.samples; c++) {
                    int value = value(x, y, c, range) - (kind.signed ? range / 2 : 0);
                    int at =
                            configuration.planar()
                                    ? (c * rows + y) * columns + x
                                    : (y * columns + x) * kind.samples + c;
                    cells[at * cell] = (byte) value;
                    if (cell == 2) {
                        // the bits beside a signed value are copies of its sign
                        cells[at * cell + 1] = (byte) (value >> 8);
                    }
                }
            }
        }
        DataSet dataSet = new DataSet();
        if (kind.samples == 3) {
            dataSet.putInts(Tag.PlanarConfiguration, configuration.planar() ? 1 : 0);
        }
        return dataSet.put(Tag.SOPClassUID, Uid.SecondaryCaptureImageStorage)
                .put(Tag.SOPInstanceUID, "1.2.826.0.1.3680043.10.1")
                .putInts(Tag.SamplesPerPixel, kind.samples)
                .put(Tag.PhotometricInterpretation, kind.samples == 3 ? "RGB" : "MONOCHROME2")
                .putInts(Tag.Rows, rows)
                .putInts(Tag.Columns, columns)
                .putInts(Tag.BitsAllocated, kind.allocated)
                .putInts(Tag.BitsStored, kind.stored)
                .putInts(Tag.HighBit, kind.stored - 1)
                .putInts(Tag.PixelRepresentation, kind.signed ? 1 : 0)
                .putBytes(Tag.PixelData, cell == 2 ? Vr.OW : Vr.OB, cells);
    }

    private int value(int x, int y, int c, int range) {
        return switch ((x / 16 + y / 12) % 5) {
            case 0 -> range / 3; // flat
            case 1 -> (x * (3 + c) + y * 5) * (range / 256) % range; // a slope that wraps
            case 2 -> random.nextInt(range); // noise
            case 3 -> (x + y & 4) == 0 ? range - 1 : 0; // edges
            default -> Math.clamp(range / 2 + (int) (random.nextGaussian() * 4), 0, range - 1);
        };
    }
}
