package org.radbridge.dicom.iod;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/**
 * A coded entry (PS3.3 section 8.8).
 *
 * @param value the code
 * @param scheme the coding scheme designator: {@code DCM}, {@code SCT}, {@code RADLEX}, {@code
 *     UCUM}, {@code 99RADBRIDGE}
 * @param meaning its text, 1 to 64 characters
 */
public record ConceptCode(String value, String scheme, String meaning) {

    /**
     * For codes that no public scheme has (PS3.3 section 8.2: private designators begin with 99).
     */
    public static final String PRIVATE_SCHEME = "99RADBRIDGE";

    private static final int LONGEST_MEANING = 64;
    private static final int LONGEST_SHORT_VALUE = 16;

    public ConceptCode {
        if (value.isBlank() || scheme.isBlank() || meaning.isBlank()) {
            throw new IllegalArgumentException("a coded entry has a value, a scheme and a meaning");
        }
        if (scheme.length() > LONGEST_SHORT_VALUE || meaning.length() > LONGEST_MEANING) {
            throw new IllegalArgumentException(
                    "a scheme has at most 16, a meaning at most 64 characters");
        }
    }

    /** A concept of PS3.16 annex D. */
    public static ConceptCode dcm(String value, String meaning) {
        return new ConceptCode(value, "DCM", meaning);
    }

    /** A concept of SNOMED CT. */
    public static ConceptCode sct(String value, String meaning) {
        return new ConceptCode(value, "SCT", meaning);
    }

    /** The item of a code sequence. */
    public DataSet toItem() {
        int valueTag = value.length() > LONGEST_SHORT_VALUE ? Tag.LongCodeValue : Tag.CodeValue;
        return new DataSet()
                .put(valueTag, value)
                .put(Tag.CodingSchemeDesignator, scheme)
                .put(Tag.CodeMeaning, meaning);
    }

    /** Reads the item of a code sequence. */
    public static ConceptCode of(DataSet item) {
        String value =
                item.string(Tag.CodeValue).or(() -> item.string(Tag.LongCodeValue)).orElse("");
        return new ConceptCode(
                value,
                item.string(Tag.CodingSchemeDesignator).orElse(""),
                item.string(Tag.CodeMeaning).orElse(""));
    }
}
