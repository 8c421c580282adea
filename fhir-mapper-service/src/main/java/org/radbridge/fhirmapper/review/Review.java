package org.radbridge.fhirmapper.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What radiologists have decided about the shown result of a study.
 *
 * @param edition grows with every change of the study's result, by a model or by a radiologist; 0
 *     for the first result, read by nobody
 * @param status how far the report has come
 * @param decisions the latest one of each finding that was decided
 * @param attestation the signature; null until there is one
 * @param claim who is reading the study; null when nobody said so
 */
public record Review(
        int edition,
        ReportStatus status,
        List<Decision> decisions,
        @Nullable Attestation attestation,
        @Nullable Claim claim) {
    /** Nobody has read the first result. */
    public static final Review NONE = unread(0);

    public Review {
        decisions = List.copyOf(decisions);
    }

    /** Nobody has read the result of this edition. */
    public static Review unread(int edition) {
        return new Review(edition, ReportStatus.PRELIMINARY, List.of(), null, null);
    }

    /** The signature, if there is one. */
    @JsonIgnore
    public Optional<Attestation> signature() {
        return Optional.ofNullable(attestation);
    }

    /** What was decided about a finding, by its Observation's id. */
    public Optional<Decision> decision(String observation) {
        return decisions.stream().filter(d -> d.observation().equals(observation)).findFirst();
    }

    /**
     * By whom and when a finding came to be what it is: by the decision on it, else with the
     * report, and with the report when all was withdrawn; empty when it is the model's alone.
     */
    public Optional<Attestation> lastWord(String observation) {
        return status == ReportStatus.ENTERED_IN_ERROR
                ? signature()
                : decision(observation)
                        .map(decision -> new Attestation(decision.by(), decision.at()))
                        .or(this::signature);
    }

    /**
     * Whether a finding is part of the report: rejected ones are not, nor is anything withdrawn.
     */
    public boolean asserts(String observation) {
        return status != ReportStatus.ENTERED_IN_ERROR
                && decision(observation).map(d -> d.verdict() != Verdict.REJECTED).orElse(true);
    }

    /** Whether a finding is present: the radiologist's word, else the model's. */
    public boolean present(String observation, boolean model) {
        return decision(observation).map(Decision::present).orElse(model);
    }

    /** This review with one more decision, in a new edition; the status stays. */
    public Review with(Decision decision) {
        List<Decision> all =
                Stream.concat(
                                decisions.stream()
                                        .filter(d ->
                                                !d.observation().equals(decision.observation())),
                                Stream.of(decision))
                        .toList();
        return new Review(edition + 1, status, all, attestation, claim);
    }

    /** This review in a new edition, with another status and whose signature stands behind it. */
    public Review signed(ReportStatus next, Attestation signature) {
        return new Review(edition + 1, next, decisions, signature, claim);
    }

    /** This review with another who reads the study, or nobody; the edition stays. */
    public Review claimed(@Nullable Claim by) {
        return new Review(edition, status, decisions, attestation, by);
    }
}
