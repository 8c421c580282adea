package org.radbridge.ingest.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in its object a value lies that is not part of the stored metadata. The metadata names it
 * as {@code "BulkDataURI":"7FE00010?offset=1234&length=5678"}, so that it is found without the
 * object being read.
 *
 * @param path tags and item numbers, as {@link org.radbridge.dicom.json.BulkDataUris} gives them
 * @param offset bytes of the object before the value; of a deflated data set, of its inflated form
 * @param length bytes of the value
 * @param fragments whether the value is a sequence of fragments
 */
public record BulkDataLocation(String path, long offset, long length, boolean fragments) {
    /** What stands before each location in stored metadata; no value of text can hold it. */
    public static final String MARK = "\"BulkDataURI\":\"";

    private static final String OFFSET = "?offset=";
    private static final String LENGTH = "&length=";
    private static final String FRAGMENTS = "&fragments";

    String text() {
        return path + OFFSET + offset + LENGTH + length + (fragments ? FRAGMENTS : "");
    }

    /** Where the value of this path lies, according to stored metadata. */
    public static Optional<BulkDataLocation> find(String metadata, String path) {
        int mark = metadata.indexOf(MARK + path + OFFSET);
        if (mark < 0) {
            return Optional.empty();
        }
        int start = mark + MARK.length();
        return Optional.of(parse(metadata.substring(start, metadata.indexOf('"', start))));
    }

    private static BulkDataLocation parse(String text) {
        int offset = text.indexOf(OFFSET);
        int length = text.indexOf(LENGTH);
        boolean fragments = text.endsWith(FRAGMENTS);
        int end = fragments ? text.length() - FRAGMENTS.length() : text.length();
        return new BulkDataLocation(
                text.substring(0, offset),
                Long.parseLong(text, offset + OFFSET.length(), length, 10),
                Long.parseLong(text, length + LENGTH.length(), end, 10),
                fragments);
    }

    /** All values that stored metadata names, in their order. */
    public static List<BulkDataLocation> all(String metadata) {
        List<BulkDataLocation> found = new ArrayList<>();
        int mark = metadata.indexOf(MARK);
        while (mark >= 0) {
            int start = mark + MARK.length();
            int end = metadata.indexOf('"', start);
            found.add(parse(metadata.substring(start, end)));
            mark = metadata.indexOf(MARK, end);
        }
        return found;
    }
}
