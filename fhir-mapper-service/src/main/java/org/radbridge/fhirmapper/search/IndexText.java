package org.radbridge.fhirmapper.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as it stands in the index, and as a search's value is compared with it. */
public final class IndexText {
    /**
     * Characters of a folded text by which it is found; what follows is compared with the rows
     * found so.
     */
    public static final int PREFIX = 64;

    /** An index row of PostgreSQL holds 2,700 bytes: two of these, at four bytes a character. */
    private static final int LONGEST = 300;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private IndexText() {}

    /** Lower case and without accents, as default string search compares. */
    public static String fold(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    /**
     * A code, system or URL that is compared as a whole: one that is too long for an index gives
     * way to its beginning and its SHA-256.
     */
    public static String bounded(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            String kept = text.substring(0, LONGEST - 2 * digest.length - 1);
            return kept + " " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
