package org.radbridge.fhirmapper.store;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.radbridge.fhirmapper.search.Criterion;
import org.radbridge.fhirmapper.search.Criterion.AnyOf;
import org.radbridge.fhirmapper.search.Criterion.Chained;
import org.radbridge.fhirmapper.search.Criterion.Has;
import org.radbridge.fhirmapper.search.Criterion.Ids;
import org.radbridge.fhirmapper.search.Criterion.Indexed;
import org.radbridge.fhirmapper.search.Criterion.LastUpdated;
import org.radbridge.fhirmapper.search.Criterion.Missing;
import org.radbridge.fhirmapper.search.Criterion.NoneOf;
import org.radbridge.fhirmapper.search.Criterion.Target;
import org.radbridge.fhirmapper.search.ParameterKind;
import org.radbridge.fhirmapper.search.SearchParameter;
import org.radbridge.fhirmapper.search.SearchValue;

/**
 * Search criteria as SQL over the index tables. A condition on another resource, by a chain or by
 * {@code _has}, holds only for one that the caller may see.
 */
final class ConditionSql {
    private final SqlText sql;
    private final ScopeSql scopes;
    private final ValueSql values;
    private int rows;

    ConditionSql(SqlText sql, ScopeSql scopes) {
        this.sql = sql;
        this.scopes = scopes;
        this.values = new ValueSql(sql);
    }

    /** The condition on a row of {@code fhir_resource} of a type. */
    String of(Criterion criterion, String type, String row) {
        return switch (criterion) {
            case Ids ids ->
                    row
                            + ".id "
                            + (ids.negated() ? "NOT IN (" : "IN (")
                            + sql.bind(ids.anyOf())
                            + ")";
            case LastUpdated updated ->
                    anyOf(updated.anyOf(), value -> values.instant(value, row + ".last_updated"));
            case Indexed indexed ->
                    indexed.negated()
                            ? "NOT EXISTS (SELECT 1"
                                    + from(indexed)
                                    + " AND i.resource = "
                                    + row
                                    + ".pk)"
                            : row + ".pk IN (SELECT i.resource" + from(indexed) + ")";
            case Missing missing -> missing(missing, row);
            case Chained chained -> chained(chained, row);
            case Has has -> has(has, type, row);
            case AnyOf anyOf -> anyOf(anyOf, type, row);
            case NoneOf noneOf ->
                    noneOf.criteria().stream()
                            .map(one -> " AND NOT " + of(one, type, row))
                            .collect(Collectors.joining("", "(TRUE", ")"));
        };
    }

    /** The rows of an index that hold one of the values. */
    private String from(Indexed indexed) {
        return " FROM "
                + table(indexed.anyOf().getFirst())
                + " i WHERE "
                + in("i.parameter", indexed.indexes())
                + " AND "
                + anyOf(indexed.anyOf(), value -> values.of(value, "i"));
    }

    private static String table(SearchValue value) {
        return switch (value) {
            case SearchValue.Token _ -> "fhir_token";
            case SearchValue.Link _ -> "fhir_link";
            case SearchValue.Date _ -> "fhir_span";
            case SearchValue.Text _, SearchValue.Uri _ -> "fhir_text";
            case SearchValue.Amount _ -> "fhir_amount";
            case SearchValue.Pair _ -> "fhir_pair";
        };
    }

    static String table(ParameterKind kind) {
        return switch (kind) {
            case TOKEN -> "fhir_token";
            case REFERENCE -> "fhir_link";
            case DATE -> "fhir_span";
            case STRING, URI -> "fhir_text";
            case QUANTITY -> "fhir_amount";
            case COMPOSITE -> "fhir_pair";
        };
    }

    private static String missing(Missing missing, String row) {
        SearchParameter parameter = missing.parameter();
        return (missing.missing() ? "NOT EXISTS" : "EXISTS")
                + " (SELECT 1 FROM "
                + table(parameter.kind())
                + " i WHERE i.resource = "
                + row
                + ".pk AND "
                + in("i.parameter", parameter.indexes())
                + ")";
    }

    /** Through each type that the caller may see and in which the condition may be asked. */
    private String chained(Chained chained, String row) {
        return chained.targets().stream()
                .filter(target ->
                        target.condition().withheld(target.type(), scopes).isEmpty()
                                && scopes.byType().containsKey(target.type()))
                .map(target -> row + ".pk IN (" + linked(chained, target) + ")")
                .collect(Collectors.joining(" OR ", "(FALSE OR ", ")"))
                .replace("(FALSE OR )", "FALSE");
    }

    private String linked(Chained chained, Target target) {
        String other = "c" + ++rows;
        return "SELECT i.resource FROM fhir_link i JOIN fhir_resource "
                + other
                + " ON "
                + other
                + ".type = i.target_type AND "
                + other
                + ".id = i.target_id WHERE "
                + in("i.parameter", chained.parameter().indexes())
                + " AND i.target_type = "
                + SqlText.constant(target.type())
                + " AND "
                + scopes.condition(sql, other, Set.of(target.type()))
                + " AND "
                + of(target.condition(), target.type(), other);
    }

    private String has(Has has, String type, String row) {
        String source = has.parameter().type();
        if (!scopes.byType().containsKey(source)) {
            return "FALSE";
        }
        String other = "h" + ++rows;
        return row
                + ".id IN (SELECT i.target_id FROM fhir_link i JOIN fhir_resource "
                + other
                + " ON "
                + other
                + ".pk = i.resource WHERE "
                + in("i.parameter", has.parameter().indexes())
                + " AND i.target_type = "
                + SqlText.constant(type)
                + " AND "
                + scopes.condition(sql, other, Set.of(source))
                + " AND "
                + of(has.condition(), source, other)
                + ")";
    }

    private String anyOf(AnyOf anyOf, String type, String row) {
        List<String> readable =
                anyOf.criteria().stream()
                        .filter(one -> one.withheld(type, scopes).isEmpty())
                        .map(one -> of(one, type, row))
                        .toList();
        return readable.isEmpty() ? "FALSE" : "(" + String.join(" OR ", readable) + ")";
    }

    private static String in(String column, List<String> keys) {
        return keys.size() == 1
                ? column + " = " + SqlText.constant(keys.getFirst())
                : column + " IN (" + SqlText.constants(keys) + ")";
    }

    private static <T> String anyOf(List<T> values, Function<T, String> one) {
        return values.stream()
                .map(one)
                .map(condition -> "(" + condition + ")")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }
}
