package org.radbridge.dicom.net;

import java.util.Optional;
import org.radbridge.dicom.data.TransferSyntax;

/**
 * What a C-STORE-RQ says beside the data set, PS3.7 §9.1.1.
 *
 * @param transferSyntax in which the data set is encoded, that of the presentation context
 * @param moveOriginator who asked for this by C-MOVE, if anybody did
 */
public record CStoreRequest(
        String sopClassUid,
        String sopInstanceUid,
        TransferSyntax transferSyntax,
        Priority priority,
        Optional<MoveOriginator> moveOriginator) {

    /** An ordinary request: medium priority, nobody's C-MOVE. */
    public static CStoreRequest of(
            String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax) {
        return new CStoreRequest(
                sopClassUid, sopInstanceUid, transferSyntax, Priority.MEDIUM, Optional.empty());
    }

    /** The C-MOVE that led to this request. */
    public record MoveOriginator(String aeTitle, int messageId) {}

    /** Priority (0000,0700), PS3.7 §E.1. */
    public enum Priority {
        MEDIUM(0),
        HIGH(1),
        LOW(2);

        private final int code;

        Priority(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        /** Medium for whatever the standard does not define. */
        static Priority of(int code) {
            return switch (code) {
                case 1 -> HIGH;
                case 2 -> LOW;
                default -> MEDIUM;
            };
        }
    }
}
