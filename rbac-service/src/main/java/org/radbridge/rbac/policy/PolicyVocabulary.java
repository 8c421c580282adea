package org.radbridge.rbac.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.radbridge.contracts.AccessAction;
import org.radbridge.contracts.AccessRule;

/** The words a policy may use: a misspelt role or resource would grant nothing, in silence. */
final class PolicyVocabulary {
    static final Set<String> ROLES =
            Set.of(
                    "radiologist",
                    "emergency-physician",
                    "technologist",
                    "resident",
                    "ward-staff",
                    "department-head",
                    "it-administrator",
                    "patient",
                    "privacy-officer",
                    "registry-coordinator",
                    "integrator",
                    "archivist",
                    "service");
    static final Set<String> RESOURCES =
            Set.of(
                    "Patient",
                    "ImagingStudy",
                    "DiagnosticReport",
                    "Observation",
                    "Device",
                    "Endpoint",
                    "Provenance",
                    "Task",
                    "Communication",
                    "ServiceRequest",
                    "Encounter",
                    "Practitioner",
                    "PractitionerRole",
                    "Organization",
                    "Location",
                    "Condition",
                    "DocumentReference",
                    "Consent",
                    "Group",
                    "Subscription",
                    "AuditEvent",
                    "instance",
                    "store",
                    "study-status",
                    "timeline",
                    "inference-run",
                    "heatmap",
                    "escalation",
                    "escalation-acknowledge",
                    "review",
                    "bulk-export",
                    "exit-package",
                    "operations",
                    "message-content",
                    "quarantine",
                    "import",
                    "research-export",
                    "legal-hold",
                    "deletion",
                    "routing",
                    "aggregates",
                    "access-policy");

    private PolicyVocabulary() {}

    /** What is wrong with a policy, one sentence a fault; empty when nothing is. */
    static List<String> faults(List<AccessRule> rules) {
        List<String> faults = new ArrayList<>();
        if (rules.isEmpty()) {
            faults.add("a policy without rules locks everybody out");
        }
        Set<String> seen = new HashSet<>();
        for (AccessRule rule : rules) {
            String place = rule.role() + " → " + rule.resource();
            if (!ROLES.contains(rule.role())) {
                faults.add(place + ": there is no role " + rule.role());
            }
            if (!RESOURCES.contains(rule.resource())) {
                faults.add(place + ": there is no resource " + rule.resource());
            }
            if (!rule.actions().stream().allMatch(action -> seen.add(place + " " + action))) {
                faults.add(place + " stands twice");
            }
            if (!rule.actions().equals(List.of(AccessAction.READ))
                    && !rule.elements().contains("*")) {
                faults.add(place + ": who writes, writes whole resources: name no elements");
            }
        }
        boolean changeable =
                rules.stream().anyMatch(rule -> rule.resource().equals("access-policy"));
        if (!changeable) {
            faults.add("nobody may use access-policy: this policy could never be changed again");
        }
        return faults;
    }
}
