package org.radbridge.dicom.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.DecimalString;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Vr;

/**
 * Values as the DICOM JSON Model (PS3.18 annex F) and the Native DICOM Model (PS3.19 annex A) both
 * write them: every value text, person names in groups, everything in UTF-8.
 */
public final class TextForm {

    /** Longest text that is tried as a number: no VR holds a longer one. */
    private static final int LONGEST_NUMBER = 64;

    /** The groups of a person name, in their order (PS3.5 section 6.2.1). */
    public static final List<String> PERSON_NAME_GROUPS =
            List.of("Alphabetic", "Ideographic", "Phonetic");

    private TextForm() {}

    /** A VR by its name; empty when there is none such. */
    public static Optional<Vr> vr(String name) {
        boolean code = name.length() == 2 && name.chars().allMatch(c -> c < 0x80);
        return code ? Vr.of((byte) name.charAt(0), (byte) name.charAt(1)) : Optional.empty();
    }

    /** A tag of eight hexadecimal digits; empty for anything else. */
    public static Optional<Integer> tag(String digits) {
        boolean hexadecimal =
                digits.length() == 8
                        && digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
        return hexadecimal ? Optional.of(Integer.parseUnsignedInt(digits, 16)) : Optional.empty();
    }

    /** What is written as bytes: numbers that are not whole are bytes of an unknown kind. */
    public static BinaryElement bytes(BinaryElement binary) {
        return binary.isWhole() ? binary : new BinaryElement(binary.tag(), Vr.UN, binary.bytes());
    }

    /**
     * Sets an element other than a sequence from its values.
     *
     * @throws IllegalArgumentException when they are none of this VR
     */
    public static void put(DataSet dataSet, int tag, Vr vr, List<String> values) {
        String[] texts = new String[values.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = fitting(vr, values.get(i));
        }
        dataSet.put(tag, vr, texts);
    }

    /**
     * JSON numbers may have more digits than DS can hold; XML has its own words for infinity; and
     * what a VR without a character set cannot hold, from a file that held it all the same, becomes
     * a question mark.
     */
    private static String fitting(Vr vr, String value) {
        if (vr.isText() && !vr.usesCharacterSet() && value.chars().anyMatch(c -> c >= 0x80)) {
            return fitting(vr, value.replaceAll("[^\\x00-\\x7F]", "?"));
        }
        boolean number = vr.isNumber() || vr == Vr.DS || vr == Vr.IS;
        if (number && value.length() > LONGEST_NUMBER) {
            throw new IllegalArgumentException("no number is that long");
        }
        if (vr == Vr.DS && value.length() > DecimalString.MAX_LENGTH) {
            return DecimalString.of(Double.parseDouble(value));
        }
        boolean floating = vr == Vr.FL || vr == Vr.FD;
        return floating ? value.replace("INF", "Infinity") : value;
    }

    /** One person name of its groups, trailing empty ones left out. */
    public static String personName(List<String> groups) {
        List<String> kept = new ArrayList<>(groups);
        while (!kept.isEmpty() && kept.getLast().isEmpty()) {
            kept.removeLast();
        }
        return String.join("=", kept);
    }

    /** Names UTF-8 in an outermost data set that has text beyond ASCII and no (0008,0005). */
    public static DataSet withCharacterSet(DataSet dataSet) {
        if (!dataSet.contains(Tag.SpecificCharacterSet) && needsUnicode(dataSet)) {
            dataSet.put(Tag.SpecificCharacterSet, "ISO_IR 192");
        }
        return dataSet;
    }

    private static boolean needsUnicode(DataSet dataSet) {
        for (Element element : dataSet) {
            boolean needs =
                    switch (element) {
                        case TextElement text -> !SpecificCharacterSet.isAscii(text.bytes());
                        case SequenceElement sequence ->
                                sequence.items().stream().anyMatch(TextForm::needsUnicode);
                        default -> false;
                    };
            if (needs) {
                return true;
            }
        }
        return false;
    }
}
