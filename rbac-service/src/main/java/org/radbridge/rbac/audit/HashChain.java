package org.radbridge.rbac.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Links audit records: the hash of each covers the one before it. */
final class HashChain {
    private static final String ALGORITHM = "SHA-256";

    private HashChain() {}

    /** What stands before the first record. */
    static byte[] beginning() {
        return new byte[32];
    }

    /**
     * The hash of a record.
     *
     * @param previous the hash of the record before it, 32 bytes
     * @param sequence its place in the chain
     * @param document its text
     */
    static byte[] link(byte[] previous, long sequence, String document) {
        try {
            MessageDigest digest = MessageDigest.getInstance(ALGORITHM);
            digest.update(previous);
            digest.update(Long.toString(sequence).getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) '\n');
            digest.update(document.getBytes(StandardCharsets.UTF_8));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the runtime lacks " + ALGORITHM, e);
        }
    }
}
