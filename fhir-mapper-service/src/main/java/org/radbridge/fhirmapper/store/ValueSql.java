package org.radbridge.fhirmapper.store;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.radbridge.fhirmapper.search.IndexText;
import org.radbridge.fhirmapper.search.SearchValue;

/** Comparisons of a search's values with the rows of an index table. */
final class ValueSql {
    private final SqlText sql;

    ValueSql(SqlText sql) {
        this.sql = sql;
    }

    /** The condition that a row of the value's table holds the value. */
    String of(SearchValue value, String row) {
        return switch (value) {
            case SearchValue.Token token -> token(token, row + ".");
            case SearchValue.Link link -> link(link, row);
            case SearchValue.Date date -> span(date, row);
            case SearchValue.Text text -> text(text, row);
            case SearchValue.Uri uri -> uri(uri, row);
            case SearchValue.Amount amount -> amount(amount, row);
            case SearchValue.Pair pair ->
                    token(pair.token(), row + ".pair_") + " AND (" + of(pair.beside(), row) + ")";
        };
    }

    /** A resource's time of change, which is an instant rather than a span. */
    String instant(SearchValue.Date value, String column) {
        return switch (value.comparison()) {
            case EQ, AP ->
                    column
                            + " >= "
                            + sql.bind(value.from())
                            + " AND "
                            + column
                            + " < "
                            + sql.bind(value.until());
            case NE ->
                    column
                            + " < "
                            + sql.bind(value.from())
                            + " OR "
                            + column
                            + " >= "
                            + sql.bind(value.until());
            case GT, SA -> column + " >= " + sql.bind(value.until());
            case GE -> column + " >= " + sql.bind(value.from());
            case LT, EB -> column + " < " + sql.bind(value.from());
            case LE -> column + " < " + sql.bind(value.until());
        };
    }

    private String token(SearchValue.Token value, String prefix) {
        if (value.code() == null) {
            return prefix + "system = " + sql.bind(String.valueOf(value.system()));
        }
        String code = prefix + "code = " + sql.bind(value.code());
        return value.system() == null
                ? code
                : code + " AND " + prefix + "system = " + sql.bind(value.system());
    }

    private String link(SearchValue.Link value, String row) {
        String id = row + ".target_id = " + sql.bind(value.id());
        return value.type() == null
                ? id + " AND " + row + ".target_type NOT IN ('', '#')"
                : id + " AND " + row + ".target_type = " + sql.bind(value.type());
    }

    /**
     * R4 search, section 3.1.1.4.3, on spans: both the value and the resource's date are spans.
     * What follows from a condition stands beside it where it bounds the part of the index that is
     * read.
     */
    private String span(SearchValue.Date value, String row) {
        String from = row + ".valid_from";
        String until = row + ".valid_until";
        return switch (value.comparison()) {
            case EQ ->
                    within(value, from, until) + " AND " + from + " < " + sql.bind(value.until());
            case NE -> "NOT (" + within(value, from, until) + ")";
            case GT -> until + " > " + sql.bind(value.until());
            case LT -> from + " < " + sql.bind(value.from());
            case GE ->
                    until
                            + " > "
                            + sql.bind(value.from())
                            + " AND ("
                            + until
                            + " > "
                            + sql.bind(value.until())
                            + " OR "
                            + from
                            + " >= "
                            + sql.bind(value.from())
                            + ")";
            case LE ->
                    from
                            + " < "
                            + sql.bind(value.until())
                            + " AND ("
                            + from
                            + " < "
                            + sql.bind(value.from())
                            + " OR "
                            + until
                            + " <= "
                            + sql.bind(value.until())
                            + ")";
            case SA -> from + " >= " + sql.bind(value.until());
            case EB -> until + " <= " + sql.bind(value.from());
            case AP ->
                    from
                            + " < "
                            + sql.bind(value.until())
                            + " AND "
                            + until
                            + " > "
                            + sql.bind(value.from());
        };
    }

    private String within(SearchValue.Date value, String from, String until) {
        return from
                + " >= "
                + sql.bind(value.from())
                + " AND "
                + until
                + " <= "
                + sql.bind(value.until());
    }

    private String text(SearchValue.Text value, String row) {
        String folded = IndexText.fold(value.text());
        return switch (value.match()) {
            case STARTS_WITH -> beginsWith(row, folded);
            case CONTAINS -> row + ".folded LIKE " + sql.bind("%" + pattern(folded) + "%");
            case EXACT ->
                    prefix(row)
                            + " = "
                            + sql.bind(beginning(folded))
                            + " AND "
                            + row
                            + ".exact = "
                            + sql.bind(value.text());
        };
    }

    private String uri(SearchValue.Uri value, String row) {
        if (!value.below()) {
            return prefix(row)
                    + " IN ("
                    + sql.bind(value.anyOf().stream().map(ValueSql::beginning).toList())
                    + ") AND "
                    + row
                    + ".exact IN ("
                    + sql.bind(value.anyOf())
                    + ")";
        }
        return value.anyOf().stream()
                .map(uri -> uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri)
                .map(uri ->
                        prefix(row)
                                + " LIKE "
                                + sql.bind(pattern(beginning(uri)) + "%")
                                + " AND ("
                                + row
                                + ".exact = "
                                + sql.bind(uri)
                                + " OR "
                                + row
                                + ".exact LIKE "
                                + sql.bind(pattern(uri) + "/%")
                                + ")")
                .collect(Collectors.joining(") OR (", "(", ")"));
    }

    /** By the indexed beginning, and where that is too short to tell by the whole. */
    private String beginsWith(String row, String folded) {
        String indexed = prefix(row) + " LIKE " + sql.bind(pattern(beginning(folded)) + "%");
        return beginning(folded).equals(folded)
                ? indexed
                : indexed + " AND " + row + ".folded LIKE " + sql.bind(pattern(folded) + "%");
    }

    /**
     * R4 search, section 3.1.1.4.6. The value's precision counts where it is to be equal; for the
     * other comparisons it is exact.
     */
    private String amount(SearchValue.Amount value, String row) {
        String low = row + ".low";
        String high = row + ".high";
        BigDecimal exact = value.value();
        String compared =
                switch (value.comparison()) {
                    case EQ -> within(value, low, high);
                    case NE -> "NOT (" + within(value, low, high) + ")";
                    case GT -> high + " > " + sql.bind(exact);
                    case LT -> low + " < " + sql.bind(exact);
                    case GE -> high + " >= " + sql.bind(exact);
                    case LE -> low + " <= " + sql.bind(exact);
                    case SA -> low + " > " + sql.bind(exact);
                    case EB -> high + " < " + sql.bind(exact);
                    case AP ->
                            low
                                    + " <= "
                                    + sql.bind(exact.add(value.margin()))
                                    + " AND "
                                    + high
                                    + " >= "
                                    + sql.bind(exact.subtract(value.margin()));
                };
        return "(" + compared + ")" + unit(value, row);
    }

    private String within(SearchValue.Amount value, String low, String high) {
        return low
                + " >= "
                + sql.bind(value.value().subtract(value.margin()))
                + " AND "
                + high
                + " < "
                + sql.bind(value.value().add(value.margin()));
    }

    private String unit(SearchValue.Amount value, String row) {
        if (value.system() != null) {
            String system = " AND " + row + ".system = " + sql.bind(value.system());
            return value.code() == null
                    ? system
                    : system + " AND " + row + ".code = " + sql.bind(value.code());
        }
        return value.code() == null
                ? ""
                : " AND " + sql.bind(value.code()) + " IN (" + row + ".code, " + row + ".unit)";
    }

    /** The expression that is indexed. */
    private static String prefix(String row) {
        return "left(" + row + ".folded, " + IndexText.PREFIX + ")";
    }

    private static String beginning(String text) {
        int end = text.offsetByCodePoints(0, Math.min(IndexText.PREFIX, codePoints(text)));
        return text.substring(0, end);
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String pattern(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
