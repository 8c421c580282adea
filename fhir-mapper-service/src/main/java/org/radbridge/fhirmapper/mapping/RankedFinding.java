package org.radbridge.fhirmapper.mapping;

import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.ModelRun;

/**
 * A finding with the run that made it.
 *
 * @param run the run
 * @param finding one of its findings
 */
public record RankedFinding(ModelRun run, Finding finding) {
    private static final Comparator<RankedFinding> RANK =
            Comparator.comparing((RankedFinding f) -> !f.finding.present())
                    .thenComparing(f -> f.finding.urgency())
                    .thenComparing(f -> -f.finding.confidence());

    /** The finding's codes, as its Observation has them. */
    public CodeableConcept concept() {
        return ResultSource.concept(this);
    }

    /**
     * All findings of the runs: those present first, among these the most urgent, among these the
     * surest. The first is the primary finding, if it is present.
     */
    public static List<RankedFinding> rank(List<ModelRun> runs) {
        return runs.stream()
                .flatMap(run -> run.findings().stream().map(f -> new RankedFinding(run, f)))
                .sorted(RANK)
                .toList();
    }
}
