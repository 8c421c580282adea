package org.radbridge.dicom.web;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.radbridge.dicom.web.MultipartException.Kind;

/** The header section of one part: the first value of each name, names in lower case. */
public record PartHeaders(Map<String, String> values) {

    public PartHeaders {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    static PartHeaders parse(String section) {
        Map<String, String> values = new TreeMap<>();
        String unfolded = section.replaceAll("\r\n[ \t]+", " ");
        for (String line : unfolded.split("\r\n")) {
            if (line.isEmpty()) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new MultipartException(
                        Kind.MALFORMED_HEADER, "a line without a name and a colon");
            }
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            values.putIfAbsent(name, line.substring(colon + 1).strip());
        }
        return new PartHeaders(values);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Content-Type; empty when absent or unreadable. */
    public Optional<MediaType> contentType() {
        return value("content-type")
                .flatMap(text -> {
                    try {
                        return Optional.of(MediaType.parse(text));
                    } catch (IllegalArgumentException unreadable) {
                        return Optional.empty();
                    }
                });
    }

    /** Content-Location: the URI that a BulkDataURI elsewhere in the body may name. */
    public Optional<String> contentLocation() {
        return value("content-location");
    }
}
