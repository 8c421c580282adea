package org.radbridge.dicom.image.codec.j2k;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.samples.Commands;

/**
 * OpenJPEG's programs.
 *
 * @param folder where their files lie
 */
record OpenJpeg(Path folder) {

    /** A codestream of the configuration's raster; with {@code more} options than its own. */
    byte[] compress(Jpeg2000Configuration configuration, int rows, int columns, String more)
            throws Exception {
        Path raw = folder.resolve("raster.rawl");
        Files.write(raw, RawSamples.write(configuration.raster(rows, columns), configuration));
        Path codestream = folder.resolve("encoded.j2k");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "opj_compress",
                                "-i",
                                raw.toString(),
                                "-o",
                                codestream.toString(),
                                "-F",
                                "%d,%d,%d,%d,%s"
                                        .formatted(
                                                columns,
                                                rows,
                                                configuration.samplesPerPixel(),
                                                configuration.precision(),
                                                configuration.signed() ? "s" : "u")));
        for (String option : (configuration.options() + " " + more).split(" ", -1)) {
            if (!option.isEmpty()) {
                command.add(option);
            }
        }
        run(command);
        return Files.readAllBytes(codestream);
    }

    int[] decompress(Jpeg2000Configuration configuration, byte[] codestream, int pixels)
            throws Exception {
        Path input = folder.resolve("decompress.j2k");
        Path output = folder.resolve("decompressed.rawl");
        Files.write(input, codestream);
        run(List.of("opj_decompress", "-i", input.toString(), "-o", output.toString()));
        return RawSamples.read(Files.readAllBytes(output), configuration, pixels);
    }

    static void run(List<String> command) throws Exception {
        Commands.Outcome outcome = Commands.run(command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as("%s %s", command, outcome.output()).isZero();
    }
}
