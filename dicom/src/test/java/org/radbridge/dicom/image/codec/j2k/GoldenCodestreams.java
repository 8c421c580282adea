package org.radbridge.dicom.image.codec.j2k;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Small codestreams that OpenJPEG's encoder made of {@link Jpeg2000Configuration#raster}, and for
 * lossy ones the samples that its decoder made of them; OpenJPH's for high throughput. {@code
 * OpenJpegInteropIT} and {@code OpenJphInteropIT} with {@code -Dgolden.write=true} write them anew.
 */
public final class GoldenCodestreams {

    public static final int ROWS = 37;
    public static final int COLUMNS = 45;

    /** Whether the tests that can make them write them anew. */
    static final boolean WRITE = Boolean.getBoolean("golden.write");

    private static final Path FOLDER =
            Path.of("src/test/resources/org/radbridge/dicom/image/codec/j2k");

    private GoldenCodestreams() {}

    public static byte[] codestream(Jpeg2000Configuration configuration) {
        return read(configuration.name() + ".j2k");
    }

    /** What a decoder has to make of it, exactly for lossless ones. */
    static int[] samples(Jpeg2000Configuration configuration) {
        return configuration.lossless()
                ? configuration.raster(ROWS, COLUMNS)
                : RawSamples.read(
                        read(configuration.name() + ".raw"), configuration, ROWS * COLUMNS);
    }

    /** Keeps a codestream, and what its maker's decoder made of it where that is not the raster. */
    static void write(Jpeg2000Configuration configuration, byte[] codestream, int[] samples)
            throws IOException {
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(configuration.name() + ".j2k"), codestream);
        if (!configuration.lossless()) {
            Files.write(
                    FOLDER.resolve(configuration.name() + ".raw"),
                    RawSamples.write(samples, configuration));
        }
    }

    private static byte[] read(String name) {
        try (InputStream stream = GoldenCodestreams.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no golden codestream " + name);
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
