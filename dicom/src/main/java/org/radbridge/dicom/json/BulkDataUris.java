package org.radbridge.dicom.json;

import java.util.Optional;
import org.radbridge.dicom.data.Element;

/** Tells where a value can be fetched, in place of its bytes in the JSON (PS3.18 section F.2.6). */
@FunctionalInterface
public interface BulkDataUris {

    /** No URI for anything. */
    BulkDataUris NONE = (path, element) -> Optional.empty();

    /**
     * Asked for each value that is not text, a number or a sequence.
     *
     * @param path tags and item numbers (from 1) from the outermost data set inward, parted by
     *     slashes: {@code 7FE00010}, or {@code 00081140/1/00091010}
     * @return the URI; empty to write the value inline, or, when it is not in memory or
     *     encapsulated, not at all
     */
    Optional<String> uriOf(String path, Element element);
}
