package org.radbridge.fhirmapper.consult;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.rules.FindingFilter;
import org.radbridge.fhirmapper.rules.Rule;
import org.radbridge.fhirmapper.rules.SiteCode;
import org.radbridge.fhirmapper.rules.Standing;

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
        Standing from,
        SiteCode service,
        String specialty,
        @Nullable String note)
        implements Rule {

    public ConsultRule {
        Rule.requireId(id);
        findings = findings == null ? Set.of() : Set.copyOf(findings);
        urgencies = urgencies == null ? Set.of() : Set.copyOf(urgencies);
        from = from == null ? Standing.SIGNED : from;
        if (service == null) {
            throw new IllegalArgumentException(id + " names no service");
        }
        Rule.required(id + ": specialty", specialty);
        filter(findings, confidence, urgencies);
    }

    @Override
    public FindingFilter filter() {
        return filter(findings, confidence, urgencies);
    }

    private static FindingFilter filter(
            Set<String> findings, double confidence, Set<Urgency> urgencies) {
        return new FindingFilter(findings, Set.of(), confidence, urgencies);
    }
}
