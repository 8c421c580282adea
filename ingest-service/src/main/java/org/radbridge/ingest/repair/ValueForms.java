package org.radbridge.ingest.repair;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;

/** The forms that values should have (PS3.5 table 6.2-1), and how to come to them. */
final class ValueForms {
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})[-./](\\d{1,2})[-./](\\d{1,2})(?:[ T].*)?");
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})");
    private static final Pattern PLAIN = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})\\d*");
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})([.,]\\d{1,6})?)?");

    private ValueForms() {}

    /**
     * The element in the form of its VR; empty when it has that form, or when what is meant cannot
     * be told. A date that is none, such as 00000000, becomes an empty value.
     */
    static Optional<Element> normalised(Element element) {
        if (!(element instanceof TextElement text) || text.isEmpty()) {
            return Optional.empty();
        }
        List<String> values = text.values();
        String[] forms =
                values.stream().map(value -> form(text.vr(), value)).toArray(String[]::new);
        if (Arrays.stream(forms).allMatch(String::isEmpty)) {
            forms = new String[0];
        }
        DataSet result = new DataSet();
        if (!isMultiValued(text.vr()) && forms.length > 1) {
            return Optional.empty();
        }
        result.put(text.tag(), text.vr(), forms);
        Element canonical = result.element(text.tag()).orElseThrow();
        return sameAsStored(text, canonical) ? Optional.empty() : Optional.of(canonical);
    }

    /** The bytes as a writer would write them, or as they came with their padding. */
    private static boolean sameAsStored(TextElement before, Element after) {
        TextElement now = (TextElement) after;
        if (before.vr().usesCharacterSet()) {
            return before.text().stripTrailing().equals(now.text());
        }
        byte[] canonical = now.bytes();
        byte[] padded = Arrays.copyOf(canonical, canonical.length + canonical.length % 2);
        if (padded.length > canonical.length) {
            padded[canonical.length] = now.vr().padding();
        }
        return Arrays.equals(before.bytes(), padded) || Arrays.equals(before.bytes(), canonical);
    }

    private static boolean isMultiValued(Vr vr) {
        return vr.isMultiValuedText();
    }

    private static String form(Vr vr, String value) {
        return switch (vr) {
            case DA -> date(value);
            case TM -> time(value);
            case UI -> uid(value);
            case CS -> value.strip().toUpperCase(Locale.ROOT);
            case DS -> value.strip().replace(',', '.');
            case IS, AE -> value.strip();
            case LO, SH, PN, UC -> value.replaceAll("[\\p{Cntrl}&&[^\\x1B]]", " ").strip();
            default -> value;
        };
    }

    private static String date(String value) {
        String text = value.strip();
        Matcher yearFirst = YEAR_FIRST.matcher(text);
        if (yearFirst.matches()) {
            return date(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3));
        }
        Matcher dayFirst = DAY_FIRST.matcher(text);
        if (dayFirst.matches()) {
            return date(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1));
        }
        Matcher plain = PLAIN.matcher(text);
        return plain.matches() ? date(plain.group(1), plain.group(2), plain.group(3)) : "";
    }

    private static String date(String year, String month, String day) {
        try {
            LocalDate date =
                    LocalDate.of(
                            Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return date.getYear() == 0 ? "" : date.toString().replace("-", "");
        } catch (DateTimeException noSuchDay) {
            return "";
        }
    }

    private static String time(String value) {
        Matcher matcher = TIME.matcher(value.strip());
        if (!matcher.matches()) {
            return value;
        }
        String seconds = matcher.group(3) == null ? "" : matcher.group(3);
        String fraction = matcher.group(4) == null ? "" : "." + matcher.group(4).substring(1);
        return "%02d%s%s%s"
                .formatted(Integer.parseInt(matcher.group(1)), matcher.group(2), seconds, fraction);
    }

    /** Padding of the wrong kind goes; a UID that is none without it stays as it is. */
    private static String uid(String value) {
        String stripped = value.replaceAll("[\\s\\p{Cntrl}]", "");
        return Uid.isValid(stripped) ? stripped : value;
    }

    /** The values of an attribute as text; none when it holds no text. */
    static List<String> texts(DataSet dataSet, int tag) {
        try {
            return dataSet.strings(tag);
        } catch (InvalidValueException notText) {
            return List.of();
        }
    }
}
