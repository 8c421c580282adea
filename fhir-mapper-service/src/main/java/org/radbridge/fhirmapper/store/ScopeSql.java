package org.radbridge.fhirmapper.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.radbridge.fhirmapper.search.Criterion.ElementUse;
import org.radbridge.fhirmapper.search.Criterion.Readable;

/**
 * What a caller may see of several resource types, as SQL.
 *
 * @param byType the scopes of all types that the caller may see
 */
record ScopeSql(Map<String, AccessScope> byType) implements Readable {
    ScopeSql {
        byType = Map.copyOf(byType);
    }

    @Override
    public boolean reads(ElementUse use) {
        AccessScope scope = byType.get(use.type());
        return scope != null && scope.element(use.element());
    }

    /** The scope of a type that the search could not have been made without. */
    AccessScope of(String type) {
        AccessScope scope = byType.get(type);
        if (scope == null) {
            throw new IllegalArgumentException("no scope for " + type);
        }
        return scope;
    }

    /** Of these types, those of which the caller may see anything. */
    Set<String> visible(Collection<String> types) {
        return types.stream()
                .filter(byType::containsKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The condition that a row of {@code fhir_resource} of one of these types is visible. */
    String condition(SqlText sql, String row, Collection<String> types) {
        if (types.isEmpty()) {
            return "FALSE";
        }
        List<String> alternatives = new ArrayList<>();
        byScope(types)
                .forEach((scope, alike) -> {
                    String rule = scope.condition(sql, row);
                    String ofType = row + ".type IN (" + SqlText.constants(alike) + ")";
                    alternatives.add(rule.equals("TRUE") ? ofType : ofType + " AND " + rule);
                });
        return alternatives.stream().collect(Collectors.joining(") OR (", "((", "))"));
    }

    /** The JSON of a row of any type that the caller may see, its granted elements only. */
    String projection(SqlText sql, String row) {
        Map<AccessScope, Set<String>> groups = byScope(byType.keySet());
        if (groups.size() == 1) {
            return groups.keySet().iterator().next().projection(sql, row, Set.of());
        }
        StringBuilder projection = new StringBuilder("CASE");
        groups.forEach((scope, alike) ->
                projection
                        .append(" WHEN ")
                        .append(row)
                        .append(".type IN (")
                        .append(SqlText.constants(alike))
                        .append(") THEN ")
                        .append(scope.projection(sql, row, Set.of())));
        return projection.append(" END").toString();
    }

    private Map<AccessScope, Set<String>> byScope(Collection<String> types) {
        Map<AccessScope, Set<String>> groups = new LinkedHashMap<>();
        for (String type : new TreeSet<>(types)) {
            groups.computeIfAbsent(of(type), _ -> new TreeSet<>()).add(type);
        }
        return groups;
    }
}
