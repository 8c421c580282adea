package org.radbridge.dicom.data;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Unique identifiers (PS3.5 section 9): the registered ones by keyword, as constants inherited from
 * the generated registry ({@code Uid.CTImageStorage}), and new ones of the form 2.25.&lt;UUID as a
 * decimal number&gt; (PS3.5 annex B.2).
 */
public final class Uid extends StandardUid {

    /** Longest UID, in characters. */
    public static final int MAX_LENGTH = 64;

    private static final Map<String, String> KEYWORDS = new HashMap<>(512);
    private static final List<String> STORAGE_SOP_CLASSES;
    private static final List<String> TRANSFER_SYNTAXES;

    static {
        List<String[]> rows =
                Arrays.stream(RegistryFacts.UIDS)
                        .flatMap(String::lines)
                        .map(line -> line.split("\t", -1))
                        .toList();
        rows.forEach(row -> KEYWORDS.put(row[0], row[1]));
        STORAGE_SOP_CLASSES =
                rows.stream()
                        .filter(row -> row[2].equals("SOP Class"))
                        .filter(row ->
                                row[0].startsWith("1.2.840.10008.5.1.4.1.1.")
                                        || row[0].startsWith("1.2.840.10008.5.1.4.34.7")
                                        || row[0].startsWith("1.2.840.10008.5.1.4.4"))
                        .filter(row -> row[1].contains("Storage"))
                        .map(row -> row[0])
                        .toList();
        TRANSFER_SYNTAXES =
                rows.stream()
                        .filter(row -> row[2].equals("Transfer Syntax"))
                        .map(row -> row[0])
                        .toList();
    }

    private Uid() {}

    /** A new, random UID. */
    public static String create() {
        return of(UUID.randomUUID());
    }

    /** The UID of a UUID: {@code 2.25.} and the UUID as one decimal number. */
    public static String of(UUID uuid) {
        BigInteger high = new BigInteger(Long.toUnsignedString(uuid.getMostSignificantBits()));
        BigInteger low = new BigInteger(Long.toUnsignedString(uuid.getLeastSignificantBits()));
        return "2.25." + high.shiftLeft(64).or(low);
    }

    /**
     * The same UID for the same name, always: a UUID of SHA-256 over the name's UTF-8 bytes, marked
     * as version 8.
     */
    public static String fromName(String name) {
        byte[] digest = sha256(name.getBytes(StandardCharsets.UTF_8));
        long high = longAt(digest, 0) & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000L;
        long low = longAt(digest, 8) & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return of(new UUID(high, low));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    private static long longAt(byte[] bytes, int offset) {
        long value = 0;
        for (int i = offset; i < offset + 8; i++) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }

    /**
     * True for digits and single dots, no component with a leading zero, 64 characters at most
     * (PS3.5 section 9.1).
     */
    public static boolean isValid(String uid) {
        if (uid.isEmpty() || uid.length() > MAX_LENGTH) {
            return false;
        }
        for (String component : uid.split("\\.", -1)) {
            boolean digits =
                    !component.isEmpty() && component.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || component.length() > 1 && component.charAt(0) == '0') {
                return false;
            }
        }
        return true;
    }

    /** The registered keyword of a UID: {@code CTImageStorage}. */
    public static Optional<String> keyword(String uid) {
        return Optional.ofNullable(KEYWORDS.get(uid));
    }

    /** Every storage SOP class that PS3.6 registers, retired ones included. */
    public static List<String> storageSopClasses() {
        return STORAGE_SOP_CLASSES;
    }

    /** Every transfer syntax that PS3.6 registers, retired ones included. */
    public static List<String> transferSyntaxes() {
        return TRANSFER_SYNTAXES;
    }
}
