package org.radbridge.ingest.qido;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.radbridge.dicom.data.Vr;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The query parameters of a search (PS3.18 section 8.3.4), read strictly: a key that is misspelled
 * and passed over would match everything.
 */
final class SearchParameters {
    private static final int MOST_KEYS = 64;
    private static final int MOST_VALUES = 1000;
    private static final int LONGEST_VALUE = 1024;
    private static final String EMPTY_VALUE = "\"\"";
    private static final Pattern UNSIGNED = Pattern.compile("\\d{1,9}");
    private static final Pattern DATE = Pattern.compile("\\d{8}");
    private static final Pattern TIME = Pattern.compile("\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?");
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}(\\d{2}){0,5}(\\.\\d{1,6})?([+-]\\d{4})?");
    private static final Pattern DATE_TIME_RANGE =
            Pattern.compile(
                    "(\\d{4}(?:\\d{2}){0,5}(?:\\.\\d{1,6})?(?:[+-]\\d{4}(?=-|$))?)?-"
                            + "(\\d{4}(?:\\d{2}){0,5}(?:\\.\\d{1,6})?(?:[+-]\\d{4})?)?");

    private final List<Key> keys = new ArrayList<>();
    private final List<AttributePath> include = new ArrayList<>();
    private boolean includeAll;
    private boolean fuzzy;
    private boolean emptyValues;
    private boolean multipleValues;
    private int limit;
    private int offset;

    private SearchParameters(int mostResults) {
        limit = mostResults;
    }

    /**
     * Reads them.
     *
     * @param parameters decoded names and values, in their order
     * @param mostResults how many results one answer may have
     */
    static SearchParameters read(List<Map.Entry<String, String>> parameters, int mostResults) {
        SearchParameters read = new SearchParameters(mostResults);
        List<Map.Entry<String, String>> attributes = new ArrayList<>();
        for (Map.Entry<String, String> parameter : parameters) {
            if (!read.takeOption(parameter.getKey(), parameter.getValue())) {
                attributes.add(parameter);
            }
        }
        attributes.forEach(parameter -> read.takeKey(parameter.getKey(), parameter.getValue()));
        return read;
    }

    private boolean takeOption(String name, String value) {
        switch (name) {
            case "limit" -> limit = Math.min(limit, unsigned(name, value));
            case "offset" -> offset = unsigned(name, value);
            case "fuzzymatching" -> fuzzy = truth(name, value);
            case "emptyvaluematching" -> emptyValues = truth(name, value);
            case "multiplevaluematching" -> multipleValues = truth(name, value);
            case "includefield" -> takeIncluded(value);
            case "accept", "charset" -> {
                // how the answer is encoded is not part of the search
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void takeIncluded(String value) {
        for (String name : value.split(",")) {
            if (name.equals("all")) {
                includeAll = true;
            } else {
                include.add(attribute(name.strip()));
            }
        }
    }

    private void takeKey(String name, String value) {
        if (keys.size() == MOST_KEYS || value.length() > LONGEST_VALUE * MOST_VALUES) {
            throw invalid("more keys than are taken");
        }
        AttributePath attribute = attribute(name);
        keys.add(new Key(attribute, condition(attribute, value)));
    }

    private static AttributePath attribute(String name) {
        return AttributePath.parse(name)
                .orElseThrow(() ->
                        invalid("a parameter is neither a tag or keyword nor a search option"));
    }

    private Condition condition(AttributePath attribute, String value) {
        if (value.isEmpty() || value.equals("*")) {
            return new Condition.Universal();
        }
        if (emptyValues && value.equals(EMPTY_VALUE)) {
            return new Condition.Empty();
        }
        return switch (attribute.vr()) {
            case UI -> new Condition.OneOf(uids(attribute, value));
            case DA -> range(attribute, value, DATE);
            case TM -> range(attribute, value, TIME);
            case DT -> dateTimes(attribute, value);
            case SQ -> throw invalid(attribute + " is a sequence: name an attribute in it");
            case OB, OD, OF, OL, OV, OW, UN -> throw invalid(attribute + " cannot be matched");
            case IS, DS, FL, FD, SL, SS, SV, UL, US, UV -> numbers(attribute, value);
            case AE, AS, AT, CS, LO, LT, PN, SH, ST, UC, UR, UT -> text(attribute.vr(), value);
        };
    }

    private static List<String> uids(AttributePath attribute, String value) {
        List<String> uids =
                Arrays.stream(value.split("[,\\\\]"))
                        .map(String::strip)
                        .filter(uid -> !uid.isEmpty())
                        .toList();
        boolean sound =
                uids.stream().allMatch(uid -> uid.chars().allMatch(c -> c == '.' || isDigit(c)));
        if (!sound || uids.isEmpty() || uids.size() > MOST_VALUES) {
            throw invalid(attribute + " is matched by UIDs, " + MOST_VALUES + " at most");
        }
        return uids;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static Condition range(AttributePath attribute, String value, Pattern single) {
        int dash = value.indexOf('-');
        String from = dash < 0 ? value : value.substring(0, dash);
        String to = dash < 0 ? value : value.substring(dash + 1);
        boolean sound =
                (from.isEmpty() || single.matcher(from).matches())
                        && (to.isEmpty() || single.matcher(to).matches())
                        && !(from.isEmpty() && to.isEmpty());
        if (!sound) {
            throw invalid(attribute + " is matched by a value of its VR, or by a range of two");
        }
        return new Condition.Range(from.isEmpty() ? null : from, to.isEmpty() ? null : to);
    }

    /** The offset from UTC is not compared: archives keep local times. */
    private static Condition dateTimes(AttributePath attribute, String value) {
        if (DATE_TIME.matcher(value).matches()) {
            return new Condition.Range(local(value), local(value));
        }
        var range = DATE_TIME_RANGE.matcher(value);
        if (!range.matches() || range.group(1) == null && range.group(2) == null) {
            throw invalid(attribute + " is matched by a date and time, or by a range of two");
        }
        return new Condition.Range(
                range.group(1) == null ? null : local(range.group(1)),
                range.group(2) == null ? null : local(range.group(2)));
    }

    private static String local(String dateTime) {
        return dateTime.replaceFirst("[+-]\\d{4}$", "");
    }

    private Condition numbers(AttributePath attribute, String value) {
        List<String> values = multipleValues ? List.of(value.split("\\\\")) : List.of(value);
        for (String number : values) {
            if (!number.matches("[+-]?\\d{1,18}(\\.\\d{1,18})?([eE][+-]?\\d{1,2})?")) {
                throw invalid(attribute + " is matched by a number");
            }
        }
        return new Condition.OneOf(values);
    }

    private Condition text(Vr vr, String value) {
        if (multipleValues && value.indexOf('\\') >= 0) {
            return new Condition.OneOf(List.of(value.split("\\\\")));
        }
        boolean wildCards = vr != Vr.AS && vr != Vr.AT;
        if (wildCards && (value.indexOf('*') >= 0 || value.indexOf('?') >= 0)) {
            return new Condition.WildCard(value);
        }
        return new Condition.OneOf(List.of(value));
    }

    private static int unsigned(String name, String value) {
        if (!UNSIGNED.matcher(value).matches()) {
            throw invalid(name + " is a number without sign");
        }
        return Integer.parseInt(value);
    }

    private static boolean truth(String name, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name + " is true or false");
        };
    }

    private static RadbridgeException invalid(String detail) {
        return new RadbridgeException(DicomWebFailure.INVALID_QUERY, detail);
    }

    List<Key> keys() {
        return keys;
    }

    List<AttributePath> include() {
        return include;
    }

    boolean includeAll() {
        return includeAll;
    }

    boolean fuzzy() {
        return fuzzy;
    }

    int limit() {
        return limit;
    }

    int offset() {
        return offset;
    }
}
