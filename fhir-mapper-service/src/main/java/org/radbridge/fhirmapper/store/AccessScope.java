package org.radbridge.fhirmapper.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.radbridge.kit.access.AccessDecision.Granted;

/**
 * What a caller may see of a resource type, as SQL.
 *
 * @param granted what the policy says
 * @param ownPatient the Patient id of the caller's own record
 */
public record AccessScope(Granted granted, Optional<String> ownPatient) {
    private static final String SUBSETTED =
            "[{\"system\": \"http://terminology.hl7.org/CodeSystem/v3-ObservationValue\","
                    + " \"code\": \"SUBSETTED\"}]";

    /** Whether an element may leave. */
    public boolean element(String name) {
        return granted.element(name);
    }

    /** Whether a resource with these labels is within the scope. */
    public boolean admits(ResourceLabels labels) {
        return (labels.signed() ? granted.signed() : granted.unsigned())
                && (!granted.primaryOnly() || labels.primary())
                && (!granted.ownPatientOnly()
                        || ownPatient.filter(own -> own.equals(labels.patient())).isPresent());
    }

    /** The condition that a row of {@code fhir_resource} or {@code fhir_history} has to meet. */
    String condition(SqlText sql, String row) {
        StringBuilder condition = new StringBuilder("TRUE");
        if (!granted.unsigned()) {
            condition.append(" AND ").append(row).append(".signed");
        }
        if (!granted.signed()) {
            condition.append(" AND NOT ").append(row).append(".signed");
        }
        if (granted.primaryOnly()) {
            condition.append(" AND ").append(row).append(".primary_finding");
        }
        if (granted.ownPatientOnly()) {
            condition
                    .append(" AND ")
                    .append(
                            ownPatient
                                    .map(own -> row + ".patient = " + sql.bind(own))
                                    .orElse("FALSE"));
        }
        return condition.toString();
    }

    /**
     * The row's JSON with the granted elements only, of these the asked ones; marked as incomplete
     * when any may be missing (R4, Resource.meta.tag).
     *
     * @param asked empty for all
     */
    String projection(SqlText sql, String row, Set<String> asked) {
        if (granted.allElements() && asked.isEmpty()) {
            return "CAST(" + row + ".body AS text)";
        }
        String meta =
                element("meta")
                        ? "COALESCE(" + row + ".body -> 'meta', CAST('{}' AS jsonb))"
                        : "CAST('{}' AS jsonb)";
        return "CAST((SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each("
                + row
                + ".body) e WHERE "
                + elements(sql, asked)
                + ") || jsonb_build_object('meta', "
                + meta
                + " || jsonb_build_object('tag', COALESCE("
                + meta
                + " -> 'tag', CAST('[]' AS jsonb)) || CAST("
                + sql.bind(SUBSETTED)
                + " AS jsonb))) AS text)";
    }

    private String elements(SqlText sql, Set<String> asked) {
        String always = "e.key IN ('resourceType', 'id')";
        List<String> wanted =
                (asked.isEmpty() ? granted.elements() : asked)
                        .stream().filter(this::element).sorted().toList();
        return wanted.isEmpty()
                ? always
                : "(" + always + " OR ltrim(e.key, '_') IN (" + sql.bind(wanted) + "))";
    }
}
