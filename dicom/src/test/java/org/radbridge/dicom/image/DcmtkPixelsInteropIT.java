package org.radbridge.dicom.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.samples.DicomSamples;

/**
 * Pixel values of every sample beside those of an independent decoder: DCMTK, GDCM for JPEG 2000,
 * OpenJPEG for HTJ2K. Lossless ones are equal. Of lossy JPEG a sample differs by at most 2: two
 * inverse DCTs that each round within 1 of the exact one. Colours, and greys with a VOI, are
 * compared again as they are shown: a chroma that differs by 2 counts almost twice there, and a
 * grey is rounded once more. Every file has its row in {@code target/pixel-values.md}.
 */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A8")
class DcmtkPixelsInteropIT {

    private static final int LOSSY_BOUND = 2;
    private static final int SHOWN_BOUND = 5;

    /** Files that hold no image that could be shown, and the failure that says so. */
    private static final Map<String, String> REFUSED =
            Map.of(
                    "malformed/badVR.dcm", "INVALID_ATTRIBUTE",
                    "malformed/emri_small_jpeg_2k_lossless_too_short.dcm", "TRUNCATED",
                    "malformed/meta_missing_tsyntax.dcm", "MALFORMED",
                    "malformed/nested_priv_SQ.dcm", "NOT_AN_IMAGE",
                    "malformed/no_meta.dcm", "NOT_DICOM",
                    "malformed/rtplan_truncated.dcm", "TRUNCATED");

    @TempDir Path folder;

    private final List<String> table = new ArrayList<>();
    private final Map<String, String> refused = new TreeMap<>();
    private final List<String> tooFar = new ArrayList<>();
    private int compared;

    @Test
    void pixelValuesOfEverySampleAreThoseOfAnIndependentDecoder() throws Exception {
        table.add(
                "| file | transfer syntax | photometric interpretation | frames | beside"
                        + " | largest difference | as shown |");
        table.add("|---|---|---|---|---|---|---|");
        List<Path> files = DicomSamples.files("");
        for (Path file : files) {
            String name = file.getParent().getFileName() + "/" + file.getFileName();
            try {
                row(name, file);
            } catch (ImageException failure) {
                refused(name, failure.kind());
            } catch (DicomFormatException failure) {
                refused(name, failure.kind());
            }
        }
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "pixel-values.md"), table);
        table.forEach(System.out::println);
        assertThat(tooFar).isEmpty();
        assertThat(table).hasSize(files.size() + 2);
        assertThat(refused).isEqualTo(REFUSED);
        assertThat(compared).isGreaterThanOrEqualTo(62);
    }

    private void refused(String name, Enum<?> kind) {
        refused.put(name, kind.name());
        table.add("| %s | | | | | refused: %s | |".formatted(name, kind));
    }

    private void row(String name, Path file) throws Exception {
        Part10File read = Part10Reader.read(file);
        String syntax = read.transferSyntax().uid();
        if (!read.dataSet().contains(Tag.PixelData)) {
            table.add("| %s | %s | | | | no Pixel Data | |".formatted(name, syntax));
            return;
        }
        Image image = Image.of(read);
        assertThat(Image.isDecodable(read.transferSyntax())).as(syntax).isTrue();
        PeerDecoder peer = new PeerDecoder(folder);
        PeerDecoder.Decoded decoded = peer.decoded(file, read.transferSyntax());
        Image theirs = decoded.image();
        int worst = 0;
        for (int i = 0; i < image.frames(); i++) {
            worst = Math.max(worst, PeerDecoder.difference(image.frame(i), theirs.frame(i)));
        }
        String shown = "";
        boolean lossy = isLossy(read.transferSyntax());
        boolean grey = image.pixel().photometricInterpretation().isGrey();
        // of a lossy grey a narrow window makes any number of the difference of its samples
        String[] voi = grey && !lossy ? voi(read.dataSet()) : new String[0];
        if (!grey || voi.length > 0) {
            int worstShown = shown(image, decoded, peer, voi);
            shown = Integer.toString(worstShown);
            int rounding = grey ? 1 : 0;
            if (worstShown > (lossy ? SHOWN_BOUND : rounding)) {
                tooFar.add(name + " as shown");
            }
        }
        table.add(
                "| %s | %s | %s | %d | %s | %d | %s |"
                        .formatted(
                                name,
                                syntax,
                                image.pixel().photometricInterpretation().term(),
                                image.frames(),
                                decoded.program(),
                                worst,
                                shown));
        if (worst > (lossy ? LOSSY_BOUND : 0)) {
            tooFar.add(name);
        }
        compared++;
    }

    /** How DCMTK is told to take the VOI that is taken here; empty where the image has none. */
    private static String[] voi(DataSet image) {
        if (image.contains(Tag.VOILUTSequence)) {
            return new String[] {"+Wl", "1"};
        }
        return image.containsValue(Tag.WindowCenter) ? new String[] {"+Wi", "1"} : new String[0];
    }

    /** The first and the last frame. */
    private static int shown(
            Image image, PeerDecoder.Decoded decoded, PeerDecoder peer, String[] options)
            throws Exception {
        int worst = 0;
        for (int index : new int[] {0, image.frames() - 1}) {
            worst =
                    Math.max(
                            worst,
                            PeerDecoder.difference(
                                    RenderedFrame.of(image, index, Optional.empty()),
                                    peer.rendered(decoded.file(), index, options)));
        }
        return worst;
    }

    private static boolean isLossy(TransferSyntax syntax) {
        return syntax.uid().equals(Uid.JPEGBaseline8Bit)
                || syntax.uid().equals(Uid.JPEGExtended12Bit)
                || syntax.uid().equals(Uid.JPEG2000);
    }
}
