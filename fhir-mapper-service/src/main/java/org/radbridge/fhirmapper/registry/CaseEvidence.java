package org.radbridge.fhirmapper.registry;

import java.time.LocalDate;
import java.util.List;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Urgency;

/**
 * What one study says for a case, as it stood when it last changed.
 *
 * @param study its UID
 * @param day its date, else that of the result
 * @param dated whether the study had a date
 * @param aged false when the rule asks for an age that is not known
 * @param signed whether a radiologist stands behind it
 * @param primary whether the study's primary finding is among them
 * @param urgency of the most urgent of them
 * @param rules which text of the rules it was found by
 * @param findings in their rank, at least one
 */
record CaseEvidence(
        String study,
        LocalDate day,
        boolean dated,
        boolean aged,
        boolean signed,
        boolean primary,
        Urgency urgency,
        String rules,
        List<CaseFinding> findings) {
    CaseEvidence {
        findings = List.copyOf(findings);
    }

    /**
     * A finding.
     *
     * @param observation the id of its Observation
     * @param display in words
     * @param codes as its Observation has them
     * @param deviceUid of the model that made it
     * @param model that model's name and version
     */
    record CaseFinding(
            String observation,
            String display,
            List<CodedConcept> codes,
            String deviceUid,
            String model) {
        CaseFinding {
            codes = List.copyOf(codes);
        }
    }
}
