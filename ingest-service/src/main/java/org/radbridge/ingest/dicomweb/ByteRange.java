package org.radbridge.ingest.dicomweb;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A part of a body (RFC 9110 section 14).
 *
 * @param first the first byte
 * @param last the last byte, included
 */
public record ByteRange(long first, long last) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * The range that a header asks for; empty for none, for several and for what is no range: then
     * the whole body is the answer, as RFC 9110 allows.
     *
     * @param size bytes of the whole body
     * @throws RadbridgeException {@code range-not-satisfiable} when it begins after the end
     */
    public static Optional<ByteRange> of(@Nullable String header, long size) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher range = ONE.matcher(header);
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long suffix = Math.min(Long.parseLong(range.group(2)), size);
            return suffix == 0
                    ? unsatisfiable(size)
                    : Optional.of(new ByteRange(size - suffix, size - 1));
        }
        long first = Long.parseLong(range.group(1));
        long last =
                range.group(2).isEmpty()
                        ? size - 1
                        : Math.min(Long.parseLong(range.group(2)), size - 1);
        if (first >= size) {
            return unsatisfiable(size);
        }
        return first > last ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }

    private static Optional<ByteRange> unsatisfiable(long size) {
        throw new RadbridgeException(
                DicomWebFailure.RANGE_NOT_SATISFIABLE, "there are " + size + " bytes");
    }

    /** How many bytes. */
    public long length() {
        return last - first + 1;
    }

    /** The value of Content-Range. */
    String contentRange(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
