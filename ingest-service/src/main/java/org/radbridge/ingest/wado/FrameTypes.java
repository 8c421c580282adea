package org.radbridge.ingest.wado;

import java.util.Optional;
import org.radbridge.dicom.data.Uid;

/** The media types of compressed frames (PS3.18 table 8.7.3-5). */
final class FrameTypes {
    private static final String JPEG_FAMILY = "1.2.840.10008.1.2.4.";

    private FrameTypes() {}

    /** The type of a frame in a transfer syntax; empty for one that has none. */
    static Optional<String> of(String transferSyntaxUid) {
        if (transferSyntaxUid.equals(Uid.RLELossless)) {
            return Optional.of("image/dicom-rle");
        }
        if (!transferSyntaxUid.startsWith(JPEG_FAMILY)) {
            return Optional.empty();
        }
        return switch (transferSyntaxUid.substring(JPEG_FAMILY.length())) {
            case "50", "51", "57", "70" -> Optional.of("image/jpeg");
            case "80", "81" -> Optional.of("image/jls");
            case "90", "91" -> Optional.of("image/jp2");
            case "92", "93" -> Optional.of("image/jpx");
            case "110", "111", "112" -> Optional.of("image/jxl");
            case "201", "202", "203" -> Optional.of("image/jphc");
            default -> Optional.empty();
        };
    }
}
