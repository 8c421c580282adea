package org.radbridge.dicom.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.charset.SpecificCharacterSet;

/**
 * A value of a text VR, as coded.
 *
 * @param bytes the coded text, padding included; not copied, so do not change it
 * @param characterSet what the bytes are coded in; meaningful where {@link Vr#usesCharacterSet()}
 */
public record TextElement(int tag, Vr vr, byte[] bytes, SpecificCharacterSet characterSet)
        implements Element {

    public TextElement {
        if (!vr.isText()) {
            throw new IllegalArgumentException(vr + " is not a text VR");
        }
        if (!vr.usesCharacterSet()) {
            characterSet = SpecificCharacterSet.DEFAULT;
        }
    }

    /** Codes values in UTF-8: a writer turns them into the character set of the data set. */
    static TextElement of(int tag, Vr vr, List<String> values) {
        if (values.size() > 1 && !vr.isMultiValuedText()) {
            throw new IllegalArgumentException(
                    Dictionary.format(tag) + " " + vr + " holds one value");
        }
        if (vr.isMultiValuedText() && values.stream().anyMatch(value -> value.indexOf('\\') >= 0)) {
            throw new IllegalArgumentException(
                    Dictionary.format(tag) + " a value holds the delimiter, a backslash");
        }
        String joined = String.join("\\", values);
        SpecificCharacterSet characterSet = SpecificCharacterSet.UTF_8;
        byte[] bytes = characterSet.encode(joined, false);
        return new TextElement(tag, vr, bytes, characterSet);
    }

    /** The whole text, delimiters included, padding too. */
    public String text() {
        return characterSet.decode(bytes, vr == Vr.PN);
    }

    /**
     * The values without padding: leading spaces too, but for LT, ST, UC and UT. Empty list for a
     * value of length zero.
     */
    public List<String> values() {
        if (bytes.length == 0) {
            return List.of();
        }
        String text = text();
        if (!vr.isMultiValuedText()) {
            return List.of(trimmed(text));
        }
        if (text.indexOf('\\') < 0) {
            return List.of(trimmed(text));
        }
        return Arrays.stream(text.split("\\\\", -1)).map(this::trimmed).toList();
    }

    private String trimmed(String value) {
        int end = value.length();
        while (end > 0 && (value.charAt(end - 1) == ' ' || value.charAt(end - 1) == 0)) {
            end--;
        }
        int start = 0;
        boolean leadingSpacesCount =
                switch (vr) {
                    case LT, ST, UC, UT -> true;
                    default -> false;
                };
        while (!leadingSpacesCount && start < end && value.charAt(start) == ' ') {
            start++;
        }
        return value.substring(start, end);
    }

    @Override
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Equal when tag, VR and values are: coding and padding do not count. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextElement that
                && tag == that.tag
                && vr == that.vr
                && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return Objects.hash(tag, vr, values());
    }

    @Override
    public String toString() {
        return Dictionary.format(tag) + " " + vr;
    }
}
