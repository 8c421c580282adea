package org.radbridge.escalation.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Urgency;
import org.radbridge.escalation.ladder.AlertedFinding;
import org.radbridge.escalation.ladder.Escalation;
import org.radbridge.escalation.rule.EscalationPolicy;
import org.radbridge.escalation.rule.Team;

/** Chooses what is critical, and who has to know. */
final class CriticalFindings {
    private CriticalFindings() {}

    /** The critical findings of an inference by the team that the policy names for them. */
    static Map<Team, List<AlertedFinding>> byTeam(
            InferenceCompleted inference, EscalationPolicy policy) {
        Map<Team, List<AlertedFinding>> byTeam = new LinkedHashMap<>();
        inference.runs().stream()
                .flatMap(run -> run.findings().stream())
                .filter(CriticalFindings::critical)
                .forEach(finding ->
                        byTeam.computeIfAbsent(
                                        policy.teamFor(finding.label()), t -> new ArrayList<>())
                                .add(AlertedFinding.of(finding)));
        return byTeam;
    }

    private static boolean critical(Finding finding) {
        return finding.present() && finding.urgency() == Urgency.CRITICAL;
    }

    /**
     * What earlier escalations of the study have not told this team yet: a later revision that
     * finds the same again alerts nobody twice.
     */
    static List<AlertedFinding> untold(
            List<AlertedFinding> findings, List<Escalation> earlierToTheTeam) {
        Set<String> told = new HashSet<>();
        for (Escalation earlier : earlierToTheTeam) {
            earlier.findings().forEach(finding -> told.add(finding.label()));
        }
        return findings.stream().filter(finding -> !told.contains(finding.label())).toList();
    }
}
