package org.radbridge.rbac.audit;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search as SQL. What the caller may not see is left out by the statement itself.
 *
 * @param text with positional parameters
 * @param parameters their values in order
 */
record AuditSearchSql(String text, List<Object> parameters) {

    static AuditSearchSql of(AuditSearch search, Set<String> elements, boolean all) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder conditions = new StringBuilder("TRUE");
        condition(conditions, parameters, "patient_system = ", search.patientSystem());
        condition(conditions, parameters, "patient_value = ", search.patientValue());
        condition(conditions, parameters, "user_name = ", search.agent());
        condition(conditions, parameters, "action = ", search.action());
        condition(conditions, parameters, "outcome = ", search.outcome());
        condition(
                conditions,
                parameters,
                "recorded >= ",
                search.from() == null ? null : search.from().atOffset(ZoneOffset.UTC));
        condition(
                conditions,
                parameters,
                "recorded < ",
                search.until() == null ? null : search.until().atOffset(ZoneOffset.UTC));
        condition(conditions, parameters, "sequence < ", search.before());
        String document = all ? "document" : projected(elements, parameters);
        parameters.add(search.count());
        return new AuditSearchSql(
                "SELECT sequence, "
                        + document
                        + " FROM audit_event WHERE "
                        + conditions
                        + " ORDER BY sequence DESC LIMIT ?"
                        + parameters.size(),
                List.copyOf(parameters));
    }

    private static void condition(
            StringBuilder conditions,
            List<Object> parameters,
            String comparison,
            @Nullable Object value) {
        if (value != null) {
            parameters.add(value);
            conditions.append(" AND ").append(comparison).append('?').append(parameters.size());
        }
    }

    /** Only the granted top-level elements of the document. */
    private static String projected(Set<String> elements, List<Object> parameters) {
        List<String> places = new ArrayList<>();
        for (String element : elements) {
            parameters.add(element);
            places.add("?" + parameters.size());
        }
        return "(SELECT CAST(jsonb_object_agg(key, value) AS text)"
                + " FROM jsonb_each(CAST(document AS jsonb)) WHERE key IN ("
                + String.join(", ", places)
                + "))";
    }
}
