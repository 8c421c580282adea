package org.radbridge.fhirmapper.interaction;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** The version that a write is to follow: {@code If-Match: W/"3"} (R4 http, 3.1.0.5). */
public final class IfMatch {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([1-9]\\d{0,8})\"");

    /** No version of ours: an ETag of something else, which nothing matches. */
    private static final int NONE = 0;

    private IfMatch() {}

    /**
     * The version; empty when any will do.
     *
     * @param value the header's, if there is one
     */
    public static OptionalInt version(@Nullable String value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        Matcher matcher = TAG.matcher(value.strip());
        if (matcher.matches()) {
            return OptionalInt.of(Integer.parseInt(matcher.group(1)));
        }
        if (value.contains("\"")) {
            return OptionalInt.of(NONE);
        }
        throw new RadbridgeException(KitFailure.INVALID_REQUEST, "If-Match holds no ETag");
    }
}
