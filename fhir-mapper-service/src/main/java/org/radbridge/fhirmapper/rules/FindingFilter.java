package org.radbridge.fhirmapper.rules;

import java.util.Set;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.Urgency;

/**
 * Which findings a rule is about.
 *
 * @param labels the models' labels; {@code *} for any
 * @param codes codes of the finding, any of which will do in place of a label
 * @param confidence from which of the model's confidence on, 0 to 1; a radiologist's word needs
 *     none
 * @param urgencies of the finding; empty for any
 */
public record FindingFilter(
        Set<String> labels, Set<Code> codes, double confidence, Set<Urgency> urgencies) {
    private static final String ANY = "*";

    /** A code with its system. */
    public record Code(String system, String code) {
        public Code {
            Rule.required("system", system);
            Rule.required("code", code);
        }
    }

    public FindingFilter {
        if (labels.isEmpty() && codes.isEmpty()) {
            throw new IllegalArgumentException("it names no findings; \"*\" means any");
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence is 0 to 1");
        }
        labels = Set.copyOf(labels);
        codes = Set.copyOf(codes);
        urgencies = Set.copyOf(urgencies);
    }

    boolean covers(StatedFinding stated) {
        return covers(stated.finding(), stated.said());
    }

    /**
     * Whether a finding that is present is one of these.
     *
     * @param said whether a radiologist says that it is present
     */
    public boolean covers(Finding finding, boolean said) {
        return named(finding)
                && (said || finding.confidence() >= confidence)
                && (urgencies.isEmpty() || urgencies.contains(finding.urgency()));
    }

    private boolean named(Finding finding) {
        return labels.contains(ANY)
                || labels.contains(finding.label())
                || finding.codes().stream()
                        .anyMatch(c -> codes.contains(new Code(c.system(), c.code())));
    }
}
