package org.radbridge.fhirmapper.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** The condition that a row of {@code fhir_resource} of a type meets all criteria. */
    String all(List<Criterion> criteria, String type, String row) {
        StringBuilder condition = new StringBuilder("TRUE");
        Map<SearchParameter, List<Indexed>> ranges = new LinkedHashMap<>();
        for (Criterion criterion : criteria) {
            if (criterion instanceof Indexed indexed && indexed.parameter().range()) {
                ranges.computeIfAbsent(indexed.parameter(), _ -> new ArrayList<>()).add(indexed);
            } else {
                condition.append(" AND ").append(of(criterion, type, row));
            }
        }
        // From and to of one date are one range of its index.
        ranges.values()
                .forEach(both ->
                        condition
                                .append(" AND ")
                                .append(row)
                                .append(".pk IN (SELECT i.resource")
                                .append(from(both))
                                .append(")"));
        return condition.toString();
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
            case Indexed indexed when indexed.negated() ->
                    "NOT EXISTS (SELECT 1"
                            + from(List.of(indexed))
                            + " AND i.resource = "
                            + row
                            + ".pk)";
            case Indexed _, Chained _, AnyOf _ -> among(row, keys(criterion, type));
            case Missing missing -> missing(missing, row);
            case Has has -> has(has, type, row);
            case NoneOf noneOf ->
                    noneOf.criteria().stream()
                            .map(one -> " AND NOT " + of(one, type, row))
                            .collect(Collectors.joining("", "(TRUE", ")"));
        };
    }

    private static String among(String row, List<String> keys) {
        return keys.isEmpty() ? "FALSE" : row + ".pk IN (" + String.join(" UNION ALL ", keys) + ")";
    }

    /**
     * Selections of the keys of those that meet a criterion: alternatives as a union, since an OR
     * of conditions would be tried on every row of the type.
     */
    private List<String> keys(Criterion criterion, String type) {
        return switch (criterion) {
            case Indexed indexed when !indexed.negated() ->
                    List.of("SELECT i.resource" + from(List.of(indexed)));
            case Chained chained ->
                    chained.targets().stream()
                            .filter(target -> scopes.byType().containsKey(target.type()))
                            .filter(target ->
                                    target.condition().withheld(target.type(), scopes).isEmpty())
                            .map(target -> linked(chained, target))
                            .toList();
            case AnyOf anyOf ->
                    anyOf.criteria().stream()
                            .filter(one -> one.withheld(type, scopes).isEmpty())
                            .flatMap(one -> keys(one, type).stream())
                            .toList();
            case Indexed _, Ids _, LastUpdated _, Missing _, Has _, NoneOf _ -> {
                String other = "o" + ++rows;
                yield List.of(
                        "SELECT "
                                + other
                                + ".pk FROM fhir_resource "
                                + other
                                + " WHERE "
                                + other
                                + ".type = "
                                + SqlText.constant(type)
                                + " AND "
                                + of(criterion, type, other));
            }
        };
    }

    /** The rows of an index that hold one of the values, by each of these. */
    private String from(List<Indexed> all) {
        Indexed first = all.getFirst();
        return " FROM "
                + table(first.anyOf().getFirst())
                + " i WHERE "
                + in("i.parameter", first.indexes())
                + all.stream()
                        .map(one -> " AND " + anyOf(one.anyOf(), value -> values.of(value, "i")))
                        .collect(Collectors.joining());
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
