package org.radbridge.ingest.wado;

import java.util.Arrays;
import java.util.stream.Stream;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.image.codec.Codec;

/** Which instances can be shown, as far as their index rows tell. */
final class Renderable {
    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";

    /** Transfer syntaxes whose pixels are decoded. */
    private static final String[] TRANSFER_SYNTAXES =
            Stream.concat(
                            Stream.of(
                                    Uid.ImplicitVRLittleEndian,
                                    Uid.ExplicitVRLittleEndian,
                                    Uid.DeflatedExplicitVRLittleEndian,
                                    Uid.ExplicitVRBigEndian),
                            Arrays.stream(Codec.values())
                                    .flatMap(codec -> codec.transferSyntaxes().stream()))
                    .toArray(String[]::new);

    /**
     * Patterns of SOP classes without pixels to look at: spectra, waveforms, presentation states,
     * parametric maps, registrations, measurements, reports, documents, protocols, plans.
     */
    private static final String[] OTHER_CLASSES =
            Stream.of(
                            "4.2", "8", "9", "9.%", "10", "11", "11.%", "30", "66", "66.1", "66.2",
                            "66.3", "66.5", "66.6", "67", "68.%", "78.%", "79.%", "80.%", "88.%",
                            "90.%", "104.%", "131", "200.%", "481.3", "481.4", "481.5", "481.6",
                            "481.7", "481.8", "481.9", "481.1_", "481.2_")
                    .map(below -> STORAGE + below)
                    .toArray(String[]::new);

    private Renderable() {}

    static String[] transferSyntaxes() {
        return TRANSFER_SYNTAXES.clone();
    }

    static String[] otherClasses() {
        return OTHER_CLASSES.clone();
    }

    /** Whether an instance's pixels, where it has any, are decoded. */
    static boolean isDecoded(ArchivedInstance instance) {
        return Image.isDecodable(TransferSyntax.of(instance.transferSyntaxUid()));
    }
}
