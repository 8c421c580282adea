package org.radbridge.inference.pixels;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;

/** Real DICOM files, which lie beside the checkout; tests are skipped where they do not. */
public final class DicomSamples {
    private DicomSamples() {}

    /** Where a sample lies. */
    public static Path path(String name) {
        Path samples =
                Path.of(System.getProperty("radbridge.root"), "..", "shared", "dicom-samples");
        assumeTrue(Files.isDirectory(samples), "there are no samples beside the checkout");
        return samples.resolve(name);
    }

    static StoredImage decode(String name) throws IOException {
        Part10File file = Part10Reader.read(path(name));
        return PixelDecoder.decode(file.transferSyntax(), file.dataSet(), 1 << 26);
    }
}
