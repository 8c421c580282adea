package org.radbridge.ingest.qido;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.qido.IndexedAttribute.Kind;
import org.radbridge.kit.failure.RadbridgeException;

/** The SQL of a key that has a column. Values are always parameters. */
final class ColumnCondition {
    /** Sorts after every digit, so that {@code 1030:} is after all times of that minute. */
    private static final char AFTER_DIGITS = ':';

    private final Parameters parameters;
    private final boolean fuzzy;

    ColumnCondition(Parameters parameters, boolean fuzzy) {
        this.parameters = parameters;
        this.fuzzy = fuzzy;
    }

    /** The condition; null when anything matches. */
    @Nullable String of(IndexedAttribute attribute, Condition condition) {
        if (condition instanceof Condition.Universal) {
            return null;
        }
        return switch (attribute.kind()) {
            case OF_SERIES ->
                    "EXISTS (SELECT 1 FROM series x WHERE x.study_id = s.id AND "
                            + column(attribute, condition)
                            + ")";
            case OF_INSTANCES ->
                    "EXISTS (SELECT 1 FROM instance x WHERE x.study_id = s.id"
                            + SearchStatement.X_OF_STUDY
                            + " AND "
                            + column(attribute, condition)
                            + ")";
            case IDENTITY ->
                    "(i.stored_at, i.instance_id) IN"
                            + " (SELECT d.stored_at, d.instance_id FROM instance_identity d WHERE "
                            + column(attribute, condition)
                            + ")";
            case TEXT, PERSON_NAME, DATE, TIME, INTEGER -> column(attribute, condition);
        };
    }

    private String column(IndexedAttribute attribute, Condition condition) {
        String sql = attribute.sql();
        return switch (condition) {
            case Condition.Universal() -> "true";
            case Condition.Empty() -> "coalesce(" + sql + "::text, '') = ''";
            case Condition.OneOf(List<String> values) -> oneOf(attribute.kind(), sql, values);
            case Condition.WildCard(String pattern) ->
                    attribute.kind() == Kind.PERSON_NAME
                            ? names(sql, pattern, ColumnCondition::like)
                            : sql + " LIKE " + parameters.add(like(pattern));
            case Condition.Range(String from, String to) -> range(attribute.kind(), sql, from, to);
        };
    }

    private String oneOf(Kind kind, String sql, List<String> values) {
        return switch (kind) {
            case PERSON_NAME -> {
                StringJoiner any = new StringJoiner(" OR ", "(", ")");
                values.forEach(value ->
                        any.add(
                                fuzzy
                                        ? sounds(sql, value)
                                        : names(sql, value, ColumnCondition::literal)));
                yield any.toString();
            }
            case INTEGER ->
                    sql
                            + " = ANY("
                            + parameters.add(
                                    values.stream()
                                            .map(ColumnCondition::integer)
                                            .toArray(Integer[]::new))
                            + ")";
            case TEXT, DATE, TIME, OF_SERIES, OF_INSTANCES, IDENTITY ->
                    values.size() == 1
                            ? sql + " = " + parameters.add(values.getFirst())
                            : sql + " = ANY(" + parameters.add(values.toArray(String[]::new)) + ")";
        };
    }

    private static Integer integer(String value) {
        try {
            return Integer.valueOf(value);
        } catch (NumberFormatException tooLarge) {
            throw new RadbridgeException(
                    DicomWebFailure.INVALID_QUERY, "a number is whole and of 32 bits");
        }
    }

    /** A whole name, or one of its component groups (PS3.5 section 6.2.1). */
    private String names(String sql, String value, Function<String, String> pattern) {
        String name = pattern.apply(value.replaceAll("\\^+(=|$)", "$1").toLowerCase(Locale.ROOT));
        StringJoiner any = new StringJoiner(" OR ", "(", ")");
        for (String form : List.of(name, name + "=%", "%=" + name, "%=" + name + "=%")) {
            any.add("person_name_key(" + sql + ") LIKE " + parameters.add(form));
        }
        return any.toString();
    }

    /** Each word of the value sounds like some word of the name. */
    private String sounds(String sql, String value) {
        StringJoiner all = new StringJoiner(" AND ", "(", ")");
        for (String word : value.split("[\\^=\\s,.-]+")) {
            if (!word.isEmpty()) {
                all.add(
                        "person_name_sounds("
                                + sql
                                + ") && person_name_sounds("
                                + parameters.add(word)
                                + ")");
            }
        }
        return all.length() > 2 ? all.toString() : "true";
    }

    private String range(Kind kind, String sql, @Nullable String from, @Nullable String to) {
        String column = kind == Kind.TIME ? sql + " COLLATE \"C\"" : sql;
        if (kind != Kind.TIME && from != null && from.equals(to)) {
            return column + " = " + parameters.add(from);
        }
        StringJoiner both = new StringJoiner(" AND ", "(", ")");
        if (from != null) {
            both.add(column + " >= " + parameters.add(from));
        }
        if (to != null) {
            both.add(column + " <= " + parameters.add(kind == Kind.TIME ? to + AFTER_DIGITS : to));
        }
        return both.toString();
    }

    private static String like(String pattern) {
        return literal(pattern).replace('*', '%').replace('?', '_');
    }

    private static String literal(String value) {
        return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
