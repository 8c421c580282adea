package org.radbridge.ingest.qido;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.Vr;

/**
 * The SQL/JSON path of keys that have no column, on an instance's stored metadata. Keys in one
 * sequence have to match in one item (PS3.4 section C.2.2.2.6).
 */
final class MetadataCondition {
    /** Sorts after every digit. */
    private static final char AFTER_DIGITS = ':';

    private final Map<Integer, MetadataCondition> inner = new TreeMap<>();
    private final List<String> own = new ArrayList<>();

    /** The path that exists for a match; null when no key narrows the search. */
    static @Nullable String of(List<Key> keys) {
        MetadataCondition root = new MetadataCondition();
        boolean narrows = false;
        for (Key key : keys) {
            String test = test(key.attribute(), key.condition());
            if (test == null) {
                continue;
            }
            narrows = true;
            MetadataCondition node = root;
            List<Integer> tags = key.attribute().tags();
            for (int tag : tags.subList(0, tags.size() - 1)) {
                node = node.inner.computeIfAbsent(tag, _ -> new MetadataCondition());
            }
            node.own.add(test);
        }
        return narrows ? "$ ? (" + root.all() + ")" : null;
    }

    private String all() {
        StringJoiner all = new StringJoiner(" && ");
        own.forEach(all::add);
        inner.forEach((tag, item) -> all.add("exists(" + values(tag) + " ? (" + item.all() + "))"));
        return all.toString();
    }

    private static String values(int tag) {
        return "@.\"%08X\".Value[*]".formatted(tag);
    }

    private static @Nullable String test(AttributePath attribute, Condition condition) {
        String values = values(attribute.last());
        Vr vr = attribute.vr();
        return switch (condition) {
            case Condition.Universal() -> null;
            case Condition.Empty() -> "!(exists(" + values + "))";
            case Condition.OneOf(List<String> wanted) -> {
                StringJoiner any = new StringJoiner(" || ");
                wanted.forEach(value -> any.add(equal(vr, value)));
                yield "exists(" + of(vr, values) + " ? (" + any + "))";
            }
            case Condition.WildCard(String pattern) ->
                    "exists(" + of(vr, values) + " ? (" + like(vr, pattern) + "))";
            case Condition.Range(String from, String to) -> {
                StringJoiner both = new StringJoiner(" && ");
                if (from != null) {
                    both.add("@ >= " + quoted(from));
                }
                if (to != null) {
                    both.add("@ <= " + quoted(vr == Vr.DA ? to : to + AFTER_DIGITS));
                }
                yield "exists(" + values + " ? (" + both + "))";
            }
        };
    }

    /** A person name is an object of its component groups. */
    private static String of(Vr vr, String values) {
        return vr == Vr.PN ? values + ".*" : values;
    }

    private static String equal(Vr vr, String value) {
        return switch (vr) {
            case PN -> like(vr, value);
            case IS, DS, FL, FD, SL, SS, SV, UL, US, UV ->
                    "@ == " + new BigDecimal(value).toPlainString();
            default -> "@ == " + quoted(value);
        };
    }

    private static String like(Vr vr, String pattern) {
        StringBuilder regex = new StringBuilder("^");
        pattern.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '*' -> regex.append(".*");
                        case '?' -> regex.append('.');
                        default -> {
                            if (c < 0x80 && !Character.isLetterOrDigit(c)) {
                                regex.append('\\');
                            }
                            regex.appendCodePoint(c);
                        }
                    }
                });
        if (vr == Vr.PN) {
            regex.append("\\^*");
        }
        return "@ like_regex "
                + quoted(regex.append('$').toString())
                + " flag "
                + quoted(vr == Vr.PN ? "is" : "s");
    }

    /** A string of the path language: as in JSON. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
