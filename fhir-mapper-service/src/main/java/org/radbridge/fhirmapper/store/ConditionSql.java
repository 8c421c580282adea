package org.radbridge.fhirmapper.store;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.radbridge.fhirmapper.search.Criterion;
import org.radbridge.fhirmapper.search.Criterion.Chained;
import org.radbridge.fhirmapper.search.Criterion.DateValue;
import org.radbridge.fhirmapper.search.Criterion.Dates;
import org.radbridge.fhirmapper.search.Criterion.Ids;
import org.radbridge.fhirmapper.search.Criterion.LastUpdated;
import org.radbridge.fhirmapper.search.Criterion.LinkValue;
import org.radbridge.fhirmapper.search.Criterion.Links;
import org.radbridge.fhirmapper.search.Criterion.Missing;
import org.radbridge.fhirmapper.search.Criterion.TextMatch;
import org.radbridge.fhirmapper.search.Criterion.Texts;
import org.radbridge.fhirmapper.search.Criterion.TokenValue;
import org.radbridge.fhirmapper.search.Criterion.Tokens;
import org.radbridge.fhirmapper.search.IndexValues;

/** Search criteria as SQL over the index tables. */
final class ConditionSql {
    private final SqlText sql;
    private final Map<String, AccessScope> scopes;

    /**
     * @param scopes what the caller may see, by resource type: a condition on a chained resource
     *     holds only for one that the caller may see
     */
    ConditionSql(SqlText sql, Map<String, AccessScope> scopes) {
        this.sql = sql;
        this.scopes = scopes;
    }

    /** The condition on a row of {@code fhir_resource} of a type. */
    String of(Criterion criterion, String type, String row) {
        return switch (criterion) {
            case Ids ids -> row + ".id IN (" + sql.bind(ids.anyOf()) + ")";
            case LastUpdated updated -> anyOf(updated.anyOf(), value -> updated(value, row));
            case Tokens tokens ->
                    (tokens.negated() ? "NOT " : "")
                            + exists("fhir_token", tokens.index(), type, row)
                            + " AND "
                            + anyOf(tokens.anyOf(), this::token)
                            + ")";
            case Links links ->
                    exists("fhir_link", links.parameter().name(), type, row)
                            + " AND "
                            + anyOf(links.anyOf(), this::link)
                            + ")";
            case Dates dates ->
                    exists("fhir_span", dates.parameter().name(), type, row)
                            + " AND "
                            + anyOf(dates.anyOf(), this::span)
                            + ")";
            case Texts texts ->
                    exists("fhir_text", texts.parameter().name(), type, row)
                            + " AND "
                            + anyOf(texts.anyOf(), value -> text(texts.match(), value))
                            + ")";
            case Missing missing -> missing(missing, type, row);
            case Chained chained -> chained(chained, type, row);
        };
    }

    private String missing(Missing missing, String type, String row) {
        String name = missing.parameter().name();
        String present =
                switch (missing.parameter().kind()) {
                    case TOKEN -> exists("fhir_token", name, type, row) + ")";
                    case DATE -> exists("fhir_span", name, type, row) + ")";
                    case STRING -> exists("fhir_text", name, type, row) + ")";
                    case REFERENCE ->
                            "("
                                    + exists("fhir_link", name, type, row)
                                    + ") OR "
                                    + exists("fhir_token", name + ":identifier", type, row)
                                    + "))";
                };
        return missing.missing() ? "NOT " + present : present;
    }

    private String chained(Chained chained, String type, String row) {
        String target = row + "c";
        AccessScope scope = scopes.get(chained.targetType());
        String visible = scope == null ? "FALSE" : scope.condition(sql, target);
        return "EXISTS (SELECT 1 FROM fhir_link i JOIN fhir_resource "
                + target
                + " ON "
                + target
                + ".type = i.target_type AND "
                + target
                + ".id = i.target_id"
                + where(chained.parameter().name(), type, row)
                + " AND i.target_type = "
                + sql.bind(chained.targetType())
                + " AND "
                + visible
                + " AND "
                + of(chained.condition(), chained.targetType(), target)
                + ")";
    }

    /** The start of an EXISTS over an index table; the caller adds the value and the bracket. */
    private String exists(String table, String parameter, String type, String row) {
        return "EXISTS (SELECT 1 FROM " + table + " i" + where(parameter, type, row);
    }

    private String where(String parameter, String type, String row) {
        return " WHERE i.resource = "
                + row
                + ".pk AND i.type = "
                + sql.bind(type)
                + " AND i.parameter = "
                + sql.bind(parameter);
    }

    private String token(TokenValue value) {
        String code = value.code() == null ? "TRUE" : "i.code = " + sql.bind(value.code());
        return value.system() == null ? code : code + " AND i.system = " + sql.bind(value.system());
    }

    private String link(LinkValue value) {
        String id = "i.target_id = " + sql.bind(value.id());
        return value.type() == null ? id : id + " AND i.target_type = " + sql.bind(value.type());
    }

    /** R4 search, section 3.1.1.4.3, on spans: both the value and the resource's date are spans. */
    private String span(DateValue value) {
        return switch (value.comparison()) {
            case EQ -> within(value);
            case NE -> "NOT " + within(value);
            case GT -> "i.valid_until > " + sql.bind(value.until());
            case LT -> "i.valid_from < " + sql.bind(value.from());
            case GE -> "(i.valid_until > " + sql.bind(value.until()) + " OR " + within(value) + ")";
            case LE -> "(i.valid_from < " + sql.bind(value.from()) + " OR " + within(value) + ")";
            case SA -> "i.valid_from >= " + sql.bind(value.until());
            case EB -> "i.valid_until <= " + sql.bind(value.from());
        };
    }

    private String within(DateValue value) {
        return "(i.valid_from >= "
                + sql.bind(value.from())
                + " AND i.valid_until <= "
                + sql.bind(value.until())
                + ")";
    }

    private String updated(DateValue value, String row) {
        String from = row + ".last_updated >= ";
        String before = row + ".last_updated < ";
        return switch (value.comparison()) {
            case EQ -> from + sql.bind(value.from()) + " AND " + before + sql.bind(value.until());
            case NE ->
                    "("
                            + before
                            + sql.bind(value.from())
                            + " OR "
                            + from
                            + sql.bind(value.until())
                            + ")";
            case GT, SA -> from + sql.bind(value.until());
            case GE -> from + sql.bind(value.from());
            case LT, EB -> before + sql.bind(value.from());
            case LE -> before + sql.bind(value.until());
        };
    }

    private String text(TextMatch match, String value) {
        return switch (match) {
            case STARTS_WITH -> "i.folded LIKE " + sql.bind(pattern(IndexValues.fold(value)) + "%");
            case CONTAINS ->
                    "i.folded LIKE " + sql.bind("%" + pattern(IndexValues.fold(value)) + "%");
            case EXACT -> "i.exact = " + sql.bind(value);
        };
    }

    private static String pattern(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static <T> String anyOf(List<T> values, Function<T, String> one) {
        return values.stream()
                .map(one)
                .map(condition -> "(" + condition + ")")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }
}
