package org.radbridge.fhirmapper.store;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.radbridge.fhirmapper.search.Criterion;
import org.radbridge.fhirmapper.search.ResourceParameters;
import org.radbridge.fhirmapper.search.SearchParameter;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.search.SearchRequest.Include;

/** {@code _include} and {@code _revinclude} as SQL: what the caller may see of what is linked. */
final class IncludeSql {
    private final SqlText sql;
    private final ScopeSql scopes;
    private final List<Include> includes;

    IncludeSql(SqlText sql, ScopeSql scopes, List<Include> includes) {
        this.sql = sql;
        this.scopes = scopes;
        this.includes =
                includes.stream()
                        .distinct()
                        .filter(include ->
                                Criterion.withheld(include.parameter(), scopes).isEmpty())
                        .filter(include -> !leadsTo(include).isEmpty())
                        .toList();
    }

    /** Whether there is anything to include. */
    boolean isEmpty() {
        return includes.isEmpty();
    }

    /**
     * A recursive common table expression {@code included (pk, type, id)} over {@code page}: what
     * the page is linked with, and by {@code :iterate} what that is linked with in turn. Each row
     * occurs once, hence it ends.
     */
    String table() {
        List<Include> iterated = includes.stream().filter(Include::iterate).toList();
        String first =
                "included (pk, type, id) AS (SELECT x.pk, x.type, x.id FROM page f CROSS JOIN"
                        + " LATERAL ("
                        + linked(includes, "f")
                        + ") x";
        return iterated.isEmpty()
                ? first + ")"
                : first
                        + " UNION SELECT x.pk, x.type, x.id FROM included f CROSS JOIN LATERAL ("
                        + linked(iterated, "f")
                        + ") x)";
    }

    private String linked(List<Include> some, String from) {
        return some.stream()
                .map(include -> include.reverse() ? sources(include, from) : targets(include, from))
                .collect(Collectors.joining(" UNION ALL "));
    }

    /** What a row refers to. */
    private String targets(Include include, String from) {
        Set<String> types = leadsTo(include);
        return "SELECT t.pk, t.type, t.id FROM fhir_link l JOIN fhir_resource t ON t.type ="
                + " l.target_type AND t.id = l.target_id WHERE l.resource = "
                + from
                + ".pk AND "
                + of(include.parameter())
                + " AND l.target_type IN ("
                + SqlText.constants(types)
                + ") AND "
                + scopes.condition(sql, "t", types);
    }

    /** What refers to a row. */
    private String sources(Include include, String from) {
        return "SELECT t.pk, t.type, t.id FROM fhir_link l JOIN fhir_resource t ON t.pk ="
                + " l.resource WHERE l.target_type = "
                + from
                + ".type AND l.target_id = "
                + from
                + ".id AND "
                + of(include.parameter())
                + include.target()
                        .map(target -> " AND l.target_type = " + SqlText.constant(target))
                        .orElse("")
                + " AND "
                + scopes.condition(sql, "t", leadsTo(include));
    }

    private static String of(SearchParameter parameter) {
        return "l.parameter IN (" + SqlText.constants(parameter.indexes()) + ")";
    }

    /** The types of what is included, as far as the caller may see them. */
    private Set<String> leadsTo(Include include) {
        return scopes.visible(
                include.reverse()
                        ? List.of(include.parameter().type())
                        : SearchParameters.targets(include.parameter()).stream()
                                .map(ResourceParameters::type)
                                .filter(type -> include.target().map(type::equals).orElse(true))
                                .toList());
    }
}
