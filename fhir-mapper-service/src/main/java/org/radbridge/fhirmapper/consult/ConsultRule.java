package org.radbridge.fhirmapper.consult;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.Urgency;

/**
 * Which finding asks for which service.
 *
 * @param id the rule's name, which provenance keeps
 * @param findings the models' labels; {@code *} for any
 * @param confidence from which of the model's confidence on; a radiologist's word needs none
 * @param urgencies of the finding; empty for any
 * @param from from which standing of the report on
 * @param service what is asked for
 * @param specialty whose it is to answer
 * @param note what is said beside the findings
 */
public record ConsultRule(
        String id,
        Set<String> findings,
        double confidence,
        Set<Urgency> urgencies,
        From from,
        Service service,
        String specialty,
        @Nullable String note) {

    /** When a rule is asked. */
    public enum From {
        /** As soon as the models have answered. */
        PRELIMINARY,
        /** When a radiologist stands behind the report. */
        SIGNED
    }

    /** A code of the site's own choice. */
    public record Service(String system, String code, String display) {
        public Service {
            required("service.system", system);
            required("service.code", code);
            required("service.display", display);
        }
    }

    public ConsultRule {
        if (id == null || !id.matches("[a-z0-9-]{1,60}")) {
            throw new IllegalArgumentException(
                    "a rule's id is of small letters, digits and dashes: " + id);
        }
        if (findings == null || findings.isEmpty()) {
            throw new IllegalArgumentException(id + " names no findings; \"*\" means any");
        }
        if (confidence < 0 || confidence > 1) {
            throw new IllegalArgumentException(id + ": confidence is 0 to 1");
        }
        if (service == null) {
            throw new IllegalArgumentException(id + " names no service");
        }
        required(id + ": specialty", specialty);
        findings = Set.copyOf(findings);
        urgencies = urgencies == null ? Set.of() : Set.copyOf(urgencies);
        from = from == null ? From.SIGNED : from;
    }

    /**
     * Whether it covers a finding that is present.
     *
     * @param said whether a radiologist says that it is present
     */
    boolean covers(Finding finding, boolean said) {
        return (findings.contains("*") || findings.contains(finding.label()))
                && (said || finding.confidence() >= confidence)
                && (urgencies.isEmpty() || urgencies.contains(finding.urgency()));
    }

    private static void required(String what, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(what + " is missing");
        }
    }
}
