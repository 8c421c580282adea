package org.radbridge.dicom.image.codec.j2k;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Small codestreams that OpenJPEG's encoder made of {@link Jpeg2000Configuration#raster}, and for
 * lossy ones the samples that its decoder made of them; OpenJPH's for high throughput. {@code
 * OpenJpegInteropIT} and {@code OpenJphInteropIT} with {@code -Dgolden.write=true} write them anew.
 */
public final class GoldenCodestreams {

    public static final int ROWS = 37;
    public static final int COLUMNS = 45;

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
