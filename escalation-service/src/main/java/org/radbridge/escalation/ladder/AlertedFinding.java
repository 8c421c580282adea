package org.radbridge.escalation.ladder;

import org.radbridge.contracts.Finding;

/**
 * A critical finding that an escalation is about.
 *
 * @param label the model's label
 * @param display the text a person reads
 * @param confidence the model's probability, 0 to 1
 */
public record AlertedFinding(String label, String display, double confidence) {
    /** What an alert needs of a finding. */
    public static AlertedFinding of(Finding finding) {
        return new AlertedFinding(finding.label(), finding.display(), finding.confidence());
    }
}
