package org.radbridge.fhirmapper.reading;

import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.review.Verdict;

/** What a radiologist asks for. */
public sealed interface ReadingAction {

    /**
     * A word on a finding.
     *
     * @param observation the FHIR id of its Observation
     * @param verdict what is said of the model's answer
     * @param present for an edit: whether the finding is present
     * @param comment why; null for nothing
     */
    record Decide(
            String observation,
            Verdict verdict,
            @Nullable Boolean present,
            @Nullable String comment)
            implements ReadingAction {}

    /** The report is signed. */
    record Attest(@Nullable String comment) implements ReadingAction {}

    /** The report holds no longer. */
    record Withdraw(@Nullable String comment) implements ReadingAction {}

    /** The study is being read. */
    record Claim() implements ReadingAction {}

    /** The study is not being read any longer. */
    record Release() implements ReadingAction {}
}
