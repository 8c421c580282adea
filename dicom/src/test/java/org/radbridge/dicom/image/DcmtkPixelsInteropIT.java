package org.radbridge.dicom.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.DicomSamples;

/**
 * Pixel values of the samples beside those of DCMTK, and of GDCM for JPEG 2000. Lossless ones are
 * equal. Of lossy ones a sample differs by at most 2: two inverse DCTs that each round within 1 of
 * the exact one.
 */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A8")
class DcmtkPixelsInteropIT {

    private static final int LOSSY_BOUND = 2;

    @TempDir Path folder;

    @Test
    void pixelValuesOfEveryDecodableGreySampleAreThoseOfDcmtk() throws Exception {
        List<String> table = new ArrayList<>();
        table.add("| file | transfer syntax | frames | largest difference |");
        table.add("|---|---|---|---|");
        int compressed = 0;
        for (Path file : DicomSamples.files("")) {
            Part10File read;
            Image image;
            try {
                read = Part10Reader.read(file);
                image = Image.of(read);
            } catch (RuntimeException noImage) {
                continue; // SampleFilesTest and FrameTest hold the reasons
            }
            if (!Image.isDecodable(read.transferSyntax())
                    || !image.pixel().photometricInterpretation().isGrey()) {
                continue;
            }
            Image peer = decodedByDcmtk(file, read.transferSyntax());
            int worst = 0;
            for (int i = 0; i < image.frames(); i++) {
                worst = Math.max(worst, difference(image.frame(i), peer.frame(i)));
            }
            table.add(
                    "| %s | %s | %d | %d |"
                            .formatted(
                                    file.getParent().getFileName() + "/" + file.getFileName(),
                                    read.transferSyntax().uid(),
                                    image.frames(),
                                    worst));
            assertThat(worst)
                    .as(table.getLast())
                    .isLessThanOrEqualTo(isLossy(read.transferSyntax()) ? LOSSY_BOUND : 0);
            compressed += read.transferSyntax().encapsulated() ? 1 : 0;
        }
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "pixel-values.md"), table);
        table.forEach(System.out::println);
        assertThat(compressed).isGreaterThanOrEqualTo(8);
        assertThat(table).hasSizeGreaterThanOrEqualTo(53);
    }

    private static boolean isLossy(TransferSyntax syntax) {
        return syntax.uid().equals(Uid.JPEGBaseline8Bit)
                || syntax.uid().equals(Uid.JPEGExtended12Bit)
                || syntax.uid().equals(Uid.JPEG2000);
    }

    private Image decodedByDcmtk(Path file, TransferSyntax syntax)
            throws IOException, InterruptedException {
        Path decoded = folder.resolve("decoded.dcm");
        String[] program =
                switch (syntax.uid()) {
                    case Uid.RLELossless -> new String[] {"dcmdrle", "+te"};
                    case Uid.JPEGLSLossless, Uid.JPEGLSNearLossless ->
                            new String[] {"dcmdjpls", "+te"};
                    case Uid.JPEG2000Lossless, Uid.JPEG2000 ->
                            new String[] {"gdcmconv", "--raw", "-i"};
                    default ->
                            syntax.encapsulated()
                                    ? new String[] {"dcmdjpeg", "+te"}
                                    : new String[] {"dcmconv", "+te"};
                };
        List<String> command = new ArrayList<>(List.of(program));
        command.add(file.toString());
        if (program[0].equals("gdcmconv")) {
            command.add("-o");
        }
        command.add(decoded.toString());
        Commands.Outcome outcome = Commands.run(command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as("%s %s", file, outcome.output()).isZero();
        Part10File read = Part10Reader.read(decoded);
        assertThat(read.dataSet().contains(Tag.PixelData)).isTrue();
        return Image.of(read);
    }

    private static int difference(Frame ours, Frame theirs) throws ImageException {
        int worst = 0;
        assertThat(ours.samples()).hasSameSizeAs(theirs.samples());
        for (int i = 0; i < ours.samples().length; i++) {
            worst = Math.max(worst, Math.abs(ours.samples()[i] - theirs.samples()[i]));
        }
        return worst;
    }
}
