package org.radbridge.dicom.deidentify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.radbridge.dicom.data.Uid;

/**
 * The secret of one research project: it maps UIDs, patients and dates, always alike within the
 * project and unlike in any other (HMAC-SHA-256). Whoever has it can test a guess about an original
 * value, so it stays where the originals are.
 */
public final class ProjectKey {
    /** Shortest key, bytes. */
    public static final int MIN_LENGTH = 16;

    private static final String ALGORITHM = "HmacSHA256";

    /** Ten years back at most, and at least one day, so that no date stays what it was. */
    private static final int SHIFT_DAYS = 3650;

    private final SecretKeySpec key;

    /**
     * A key.
     *
     * @param secret {@value #MIN_LENGTH} bytes or more, random; copied
     */
    public ProjectKey(byte[] secret) {
        if (secret.length < MIN_LENGTH) {
            throw new IllegalArgumentException("a project key has at least 16 bytes");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The UID that stands for another (PS3.5 annex B.2: 2.25 and a UUID as a number). */
    public String uid(String original) {
        ByteBuffer digest = ByteBuffer.wrap(digest("uid", original));
        long high = digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000L;
        long low = digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return Uid.of(new UUID(high, low));
    }

    /** The pseudonym of a patient: 16 hexadecimal digits. */
    public String patient(String issuerAndId) {
        return HexFormat.of().withUpperCase().formatHex(digest("patient", issuerAndId), 0, 8);
    }

    /** How many days dates of this patient are moved: -3650 to -1. */
    public int dayShift(String issuerAndId) {
        int value = ByteBuffer.wrap(digest("shift", issuerAndId)).getInt() & Integer.MAX_VALUE;
        return -1 - value % SHIFT_DAYS;
    }

    private byte[] digest(String purpose, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((purpose + '\0').getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new AssertionError("every Java platform has HMAC-SHA-256", impossible);
        }
    }
}
