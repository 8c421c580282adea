package org.radbridge.dicom.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.samples.Commands;

/** Decoders that others wrote, one for each way to compress, and what they make of a file. */
final class PeerDecoder {

    private static final Set<String> HTJ2K =
            Set.of(Uid.HTJ2KLossless, Uid.HTJ2KLosslessRPCL, Uid.HTJ2K);

    private final Path folder;

    /** Works in a folder of its own. */
    PeerDecoder(Path folder) {
        this.folder = folder;
    }

    /** A file in native form, and by whom it was brought there. */
    record Decoded(String program, Path file) {
        Image image() throws IOException {
            return Image.of(Part10Reader.read(file));
        }
    }

    Decoded decoded(Path file, TransferSyntax syntax) throws Exception {
        Path decoded = folder.resolve("decoded.dcm");
        if (HTJ2K.contains(syntax.uid())) {
            return openJpeg(file, decoded);
        }
        List<String> command = new ArrayList<>(command(syntax));
        command.addAll(List.of(file.toString(), decoded.toString()));
        run(command);
        return new Decoded(command.getFirst(), decoded);
    }

    /** Without any colour transform, where the program could do one. */
    private static List<String> command(TransferSyntax syntax) {
        if (!syntax.encapsulated()) {
            return List.of("dcmconv", "+te");
        }
        return switch (syntax.uid()) {
            case Uid.RLELossless -> List.of("dcmdrle", "+te");
            case Uid.JPEGLSLossless, Uid.JPEGLSNearLossless -> List.of("dcmdjpls", "+te");
            case Uid.JPEG2000Lossless, Uid.JPEG2000 -> List.of("gdcmconv", "--raw");
            default -> List.of("dcmdjpeg", "+te", "+cn");
        };
    }

    /** OpenJPEG reads codestreams, not files of DICOM; for images of one frame and 8 bits. */
    private Decoded openJpeg(Path file, Path decoded) throws Exception {
        Part10File read = Part10Reader.read(file);
        PixelDataFragments fragments =
                (PixelDataFragments) read.dataSet().element(Tag.PixelData).orElseThrow();
        assertThat(fragments.fragments()).hasSize(2);
        Path codestream = folder.resolve("frame.j2k");
        Files.write(codestream, fragments.fragments().getLast());
        Path picture = folder.resolve("frame.ppm");
        run(List.of("opj_decompress", "-i", codestream.toString(), "-o", picture.toString()));
        DataSet nativeForm = new DataSet();
        read.dataSet().forEach(nativeForm::put);
        nativeForm.putBytes(Tag.PixelData, Vr.OB, portable(picture).bytes());
        Files.write(
                decoded, Part10Writer.write(nativeForm, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        return new Decoded("opj_decompress", decoded);
    }

    /**
     * A frame of a native file as DCMTK shows it, without overlays.
     *
     * @param index counted from 0
     * @param options of dcm2pnm
     */
    RenderedFrame rendered(Path nativeFile, int index, String... options) throws Exception {
        Path picture = folder.resolve("frame.pnm");
        List<String> command =
                new ArrayList<>(List.of("dcm2pnm", "+op", "-O", "+F", Integer.toString(index + 1)));
        command.addAll(List.of(options));
        command.addAll(List.of(nativeFile.toString(), picture.toString()));
        run(command);
        return portable(picture);
    }

    /** A portable grey or pixmap file: magic number, width, height, 255, each before a blank. */
    private static RenderedFrame portable(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<String> header = new ArrayList<>();
        int at = 0;
        while (header.size() < 4) {
            int from = at;
            while (!Character.isWhitespace(bytes[at])) {
                at++;
            }
            String word = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
            at++;
            if (word.startsWith("#")) {
                while (bytes[at - 1] != '\n') {
                    at++;
                }
            } else {
                header.add(word);
            }
        }
        assertThat(header.getFirst()).isIn("P5", "P6");
        assertThat(header.getLast()).isEqualTo("255");
        return new RenderedFrame(
                Integer.parseInt(header.get(1)),
                Integer.parseInt(header.get(2)),
                header.getFirst().equals("P6") ? 3 : 1,
                Arrays.copyOfRange(bytes, at, bytes.length));
    }

    static void run(List<String> command) throws Exception {
        Commands.Outcome outcome = Commands.run(command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as("%s: %s", command, outcome.output()).isZero();
    }

    /** The largest distance of two samples at the same place. */
    static int difference(Frame ours, Frame theirs) {
        assertThat(ours.samples()).hasSameSizeAs(theirs.samples());
        int worst = 0;
        for (int i = 0; i < ours.samples().length; i++) {
            worst = Math.max(worst, Math.abs(ours.samples()[i] - theirs.samples()[i]));
        }
        return worst;
    }

    /** The largest distance of two channels at the same place. */
    static int difference(RenderedFrame ours, RenderedFrame theirs) {
        assertThat(ours.channels()).isEqualTo(theirs.channels());
        assertThat(ours.bytes()).hasSameSizeAs(theirs.bytes());
        int worst = 0;
        for (int i = 0; i < ours.bytes().length; i++) {
            int distance = (ours.bytes()[i] & 0xFF) - (theirs.bytes()[i] & 0xFF);
            worst = Math.max(worst, Math.abs(distance));
        }
        return worst;
    }
}
