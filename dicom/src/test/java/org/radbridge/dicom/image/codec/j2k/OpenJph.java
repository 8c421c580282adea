package org.radbridge.dicom.image.codec.j2k;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * OpenJPH's programs.
 *
 * @param folder where their files lie
 */
record OpenJph(Path folder) {

    byte[] compress(Jpeg2000Configuration configuration, int[] raster, int rows, int columns)
            throws Exception {
        boolean colour = configuration.samplesPerPixel() > 1;
        Path input = folder.resolve(colour ? "raster.ppm" : "raster.yuv");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Path codestream = folder.resolve("encoded.j2c");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "ojph_compress",
                                "-i",
                                input.toString(),
                                "-o",
                                codestream.toString()));
        if (colour) {
            bytes.writeBytes(
                    "P6\n%d %d\n255\n"
                            .formatted(columns, rows)
                            .getBytes(StandardCharsets.US_ASCII));
            for (int sample : raster) {
                bytes.write(sample);
            }
        } else {
            int half = configuration.signed() ? 1 << configuration.precision() - 1 : 0;
            int[] shifted = Arrays.stream(raster).map(sample -> sample + half).toArray();
            bytes.writeBytes(RawSamples.write(shifted, configuration));
            Collections.addAll(
                    command,
                    "-dims",
                    "{%d,%d}".formatted(columns, rows),
                    "-num_comps",
                    "1",
                    "-signed",
                    "false", // its reader takes signed samples for unsigned ones
                    "-bit_depth",
                    Integer.toString(configuration.precision()),
                    "-downsamp",
                    "{1,1}");
        }
        Files.write(input, bytes.toByteArray());
        command.addAll(List.of(configuration.options().split(" ")));
        OpenJpeg.run(command);
        byte[] encoded = Files.readAllBytes(codestream);
        if (configuration.signed()) {
            encoded[PackedHeaders.SIZ + 40] |= (byte) 0x80; // Ssiz: no level shift
        }
        return encoded;
    }

    int[] expand(Jpeg2000Configuration configuration, byte[] codestream, int pixels)
            throws Exception {
        if (configuration.signed()) {
            // it writes unsigned ones only
            return new OpenJpeg(folder).decompress(configuration, codestream, pixels);
        }
        boolean colour = configuration.samplesPerPixel() > 1;
        Path input = folder.resolve("expand.j2c");
        Path output = folder.resolve(colour ? "expanded.ppm" : "expanded.yuv");
        Files.write(input, codestream);
        OpenJpeg.run(List.of("ojph_expand", "-i", input.toString(), "-o", output.toString()));
        byte[] bytes = Files.readAllBytes(output);
        if (!colour) {
            return RawSamples.read(bytes, configuration, pixels);
        }
        int[] samples = new int[3 * pixels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bytes[bytes.length - samples.length + i] & 0xFF;
        }
        return samples;
    }
}
