package org.radbridge.dicom.samples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real DICOM files that live beside the repository; tests that need them are skipped where they are
 * not there.
 */
public final class DicomSamples {

    private static final Path FOLDER =
            Path.of(System.getProperty("radbridge.root", ".."), "..", "shared", "dicom-samples")
                    .normalize();

    private DicomSamples() {}

    /** One file by its path inside the samples. */
    public static Path file(String path) {
        Path file = FOLDER.resolve(path);
        assumeTrue(Files.isRegularFile(file), () -> "no DICOM samples at " + FOLDER);
        return file;
    }

    /** Every file of a folder of the samples, in order; all of them for the empty path. */
    public static List<Path> files(String path) {
        Path folder = FOLDER.resolve(path);
        assumeTrue(Files.isDirectory(folder), () -> "no DICOM samples at " + FOLDER);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".dcm")).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
