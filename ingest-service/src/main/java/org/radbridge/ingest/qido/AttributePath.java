package org.radbridge.ingest.qido;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Vr;

/**
 * An attribute as a query names it (PS3.18 section 8.3.4.1): tags or keywords, parted by dots where
 * it lies in a sequence.
 *
 * @param tags from the outermost inward
 */
record AttributePath(List<Integer> tags) {
    private static final int DEEPEST = 8;
    private static final int TAG_DIGITS = 8;

    AttributePath {
        tags = List.copyOf(tags);
    }

    /** Empty when the text names no attribute. */
    static Optional<AttributePath> parse(String text) {
        List<Integer> tags = new ArrayList<>();
        for (String id : text.split("\\.", -1)) {
            OptionalInt tag = tag(id);
            if (tag.isEmpty() || tags.size() == DEEPEST) {
                return Optional.empty();
            }
            tags.add(tag.getAsInt());
        }
        return Optional.of(new AttributePath(tags));
    }

    private static OptionalInt tag(String id) {
        boolean digits =
                id.length() == TAG_DIGITS
                        && id.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
        return digits ? OptionalInt.of(Integer.parseUnsignedInt(id, 16)) : Dictionary.tag(id);
    }

    /** The outermost tag. */
    int first() {
        return tags.getFirst();
    }

    /** The tag of the attribute itself. */
    int last() {
        return tags.getLast();
    }

    /** Whether it lies in no sequence. */
    boolean isOutermost() {
        return tags.size() == 1;
    }

    Vr vr() {
        return Dictionary.vr(last());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        tags.forEach(tag -> text.append(Dictionary.format(tag)));
        return text.toString();
    }
}
