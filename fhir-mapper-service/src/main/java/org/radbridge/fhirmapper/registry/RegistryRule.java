package org.radbridge.fhirmapper.registry;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.rules.FindingFilter;
import org.radbridge.fhirmapper.rules.Rule;
import org.radbridge.fhirmapper.rules.SiteCode;
import org.radbridge.fhirmapper.rules.Standing;

/**
 * Which finding makes a case for which registry.
 *
 * @param id the rule's name, which provenance keeps; a patient has one open case of a rule
 * @param registry whose case it is: tag of what is proposed
 * @param findings the models' labels; {@code *} for any
 * @param codes codes of the finding, any of which will do in place of a label
 * @param confidence from which of the model's confidence on; a radiologist's word needs none
 * @param urgencies of the finding; empty for any
 * @param from from which standing of the report on
 * @param ages of the patient at the study; null for any
 * @param modalities (0008,0060) of the series in which it was found; empty for any
 * @param measurement how large it has to be; null for any size, measured or not
 * @param followUp what is to follow
 */
public record RegistryRule(
        String id,
        SiteCode registry,
        Set<String> findings,
        Set<FindingFilter.Code> codes,
        double confidence,
        Set<Urgency> urgencies,
        Standing from,
        @Nullable AgeRange ages,
        Set<String> modalities,
        @Nullable MeasurementBound measurement,
        FollowUp followUp)
        implements Rule {

    public RegistryRule {
        Rule.requireId(id);
        if (registry == null) {
            throw new IllegalArgumentException(id + " names no registry");
        }
        if (followUp == null) {
            throw new IllegalArgumentException(id + " names no followUp");
        }
        findings = findings == null ? Set.of() : Set.copyOf(findings);
        codes = codes == null ? Set.of() : Set.copyOf(codes);
        urgencies = urgencies == null ? Set.of() : Set.copyOf(urgencies);
        from = from == null ? Standing.SIGNED : from;
        modalities = modalities == null ? Set.of() : Set.copyOf(modalities);
        modalities.forEach(FollowUp::requireModality);
        new FindingFilter(findings, codes, confidence, urgencies);
    }

    @Override
    public FindingFilter filter() {
        return new FindingFilter(findings, codes, confidence, urgencies);
    }
}
