package org.radbridge.rbac.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.access.AccessDecision.Granted;

/**
 * A search as SQL. What the caller may not see is left out by the statement itself. Only texts of
 * this class become part of the statement; all values are parameters.
 *
 * @param text with positional parameters
 * @param parameters their values in order
 */
record AuditSearchSql(String text, List<Object> parameters) {

    static AuditSearchSql of(AuditSearch search, Granted granted) {
        Statement statement = new Statement();
        statement.where("patient_key = ", search.patientKey());
        statement.where("patient_value = ", search.patientValue());
        String system = search.patientSystem();
        statement.where("patient_system = ", system == null ? null : IdentifierSystem.of(system));
        statement.whereEither("user_name = ", "user_id = ", search.agent());
        statement.where("study_uid = ", search.study());
        statement.where("action = ", search.action());
        statement.where("outcome = ", search.outcome());
        statement.where("recorded >= ", time(search.span().from()));
        statement.where("recorded < ", time(search.span().until()));
        statement.where("sequence < ", search.before());
        String entity = search.entity();
        if (entity != null) {
            int slash = entity.indexOf('/');
            statement.where("resource = ", slash < 0 ? entity : entity.substring(0, slash));
            statement.where("resource_id = ", slash < 0 ? null : entity.substring(slash + 1));
        }
        return statement.select(granted, search.count());
    }

    static AuditSearchSql byId(UUID id, Granted granted) {
        Statement statement = new Statement();
        statement.where("id = ", id);
        return statement.select(granted, 1);
    }

    private static @Nullable Object time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** A statement as it grows. */
    private static final class Statement {
        private final StringBuilder conditions = new StringBuilder("TRUE");
        private final List<Object> parameters = new ArrayList<>();

        void where(String comparison, @Nullable Object value) {
            if (value != null) {
                conditions.append(" AND ").append(comparison).append(place(value));
            }
        }

        void whereEither(String one, String other, @Nullable Object value) {
            if (value != null) {
                conditions.append(" AND (").append(one).append(place(value));
                conditions.append(" OR ").append(other).append(place(value)).append(')');
            }
        }

        AuditSearchSql select(Granted granted, int count) {
            String document = granted.allElements() ? "document" : projected(granted.elements());
            String text =
                    "SELECT sequence, "
                            + document
                            + " FROM audit_event WHERE "
                            + conditions
                            + " ORDER BY sequence DESC LIMIT "
                            + place(count);
            return new AuditSearchSql(text, List.copyOf(parameters));
        }

        /** Only the granted top-level elements of the document. */
        private String projected(Set<String> elements) {
            List<String> places = new ArrayList<>();
            for (String element : elements) {
                places.add(place(element));
            }
            return "(SELECT CAST(jsonb_object_agg(key, value) AS text)"
                    + " FROM jsonb_each(CAST(document AS jsonb)) WHERE key IN ("
                    + String.join(", ", places)
                    + "))";
        }

        private String place(Object value) {
            parameters.add(value);
            return "?" + parameters.size();
        }
    }
}
