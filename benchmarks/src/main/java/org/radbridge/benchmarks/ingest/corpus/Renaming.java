package org.radbridge.benchmarks.ingest.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gives an encoded object the identifiers of another sending, in place. */
final class Renaming {

    /** All identifiers stand before the pixels, within so many bytes. */
    private static final int HEAD = 4096;

    private Renaming() {}

    /**
     * Changes every identifier of the corpus in the head of a file.
     *
     * @return how many there were
     */
    static int rename(byte[] file, long sending) {
        byte[] digits = ascii(Identity.digits(sending));
        return replace(file, ascii(Identity.UID_PREFIX + Identity.digits(0)), digits)
                + replace(file, ascii(Identity.PATIENT_PREFIX + Identity.digits(0)), digits);
    }

    /** Overwrites the end of each occurrence of a text. */
    private static int replace(byte[] file, byte[] text, byte[] end) {
        int found = 0;
        int last = Math.min(file.length, HEAD) - text.length;
        for (int i = 0; i <= last; i++) {
            if (Arrays.equals(file, i, i + text.length, text, 0, text.length)) {
                System.arraycopy(end, 0, file, i + text.length - end.length, end.length);
                found++;
                i += text.length - 1;
            }
        }
        return found;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
