package org.radbridge.fhirmapper.reading;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.ModelRun;
import org.radbridge.fhirmapper.mapping.RankedFinding;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.Claim;
import org.radbridge.fhirmapper.review.Decision;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.review.ReportStatus;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.review.ReviewAct;
import org.radbridge.fhirmapper.review.ReviewAct.Finding;
import org.radbridge.fhirmapper.review.ReviewAct.Kind;
import org.radbridge.fhirmapper.review.Verdict;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * What a radiologist's act makes of a result. Pure: the rules of reading stand here and nowhere
 * else. A report is signed when every finding that the models call present was decided; what is
 * decided after that amends it, and the decision is its signature.
 */
final class Reading {
    private final StudyResult result;
    private final Review review;
    private final Reader reader;
    private final Instant now;

    Reading(StudyResult result, Reader reader, Instant now) {
        this.result = result;
        this.review = result.review();
        this.reader = reader;
        this.now = now;
    }

    /**
     * What comes of an act.
     *
     * @param review the review after it
     * @param act what is told of it; null for a claim, which changes no result
     */
    record Outcome(Review review, @Nullable ReviewAct act) {}

    /**
     * Applies an act.
     *
     * @throws RadbridgeException with a {@link ReadingFailure} when it does not fit
     */
    Outcome apply(ReadingAction action) {
        Claim claim = review.claim();
        if (claim != null && !claim.by().equals(reader)) {
            throw new RadbridgeException(
                    ReadingFailure.CLAIMED, "since " + claim.at() + ": let them release it first");
        }
        if (review.status() == ReportStatus.ENTERED_IN_ERROR) {
            throw new RadbridgeException(
                    ReadingFailure.WITHDRAWN, "only another analysis brings a report again");
        }
        return switch (action) {
            case ReadingAction.Decide decide -> decide(decide);
            case ReadingAction.Attest attest -> attest(attest.comment());
            case ReadingAction.Withdraw withdraw ->
                    sign(ReportStatus.ENTERED_IN_ERROR, Kind.WITHDRAWN, withdraw.comment());
            case ReadingAction.Claim _ -> new Outcome(review.claimed(new Claim(reader, now)), null);
            case ReadingAction.Release _ -> new Outcome(review.claimed(null), null);
        };
    }

    private Outcome decide(ReadingAction.Decide decide) {
        RankedFinding ranked =
                find(decide.observation())
                        .orElseThrow(() ->
                                new RadbridgeException(
                                        KitFailure.CONFLICT,
                                        "this finding is no part of the result that is shown"));
        boolean model = ranked.finding().present();
        boolean present =
                decide.verdict() == Verdict.EDITED && decide.present() != null
                        ? decide.present()
                        : model;
        Review decided =
                review.with(
                        new Decision(
                                decide.observation(),
                                decide.verdict(),
                                present,
                                decide.comment(),
                                reader,
                                now));
        if (review.status().signed()) {
            decided =
                    new Review(
                            decided.edition(),
                            ReportStatus.AMENDED,
                            decided.decisions(),
                            new Attestation(reader, now),
                            decided.claim());
        }
        return new Outcome(
                decided,
                new ReviewAct(
                        Kind.of(decide.verdict()),
                        decided.edition(),
                        new Finding(
                                decide.observation(),
                                ranked.run().model(),
                                ranked.run().version(),
                                ranked.finding().label(),
                                ranked.finding().confidence(),
                                model,
                                decide.verdict() == Verdict.REJECTED ? null : present),
                        decide.comment(),
                        reader,
                        now));
    }

    private Outcome attest(@Nullable String comment) {
        if (review.status().signed()) {
            throw new RadbridgeException(
                    ReadingFailure.UNCHANGED, "a decision on a finding amends it");
        }
        long undecided =
                RankedFinding.rank(result.event().runs()).stream()
                        .filter(ranked -> ranked.finding().present())
                        .filter(ranked -> review.decision(observation(ranked)).isEmpty())
                        .count();
        if (undecided > 0) {
            throw new RadbridgeException(
                    ReadingFailure.UNDECIDED, undecided + " of them: accept, edit or reject each");
        }
        return sign(ReportStatus.FINAL, Kind.ATTESTED, comment);
    }

    private Outcome sign(ReportStatus status, Kind kind, @Nullable String comment) {
        Review signed = review.signed(status, new Attestation(reader, now));
        return new Outcome(
                signed, new ReviewAct(kind, signed.edition(), null, comment, reader, now));
    }

    private Optional<RankedFinding> find(String observation) {
        return RankedFinding.rank(result.event().runs()).stream()
                .filter(ranked -> observation(ranked).equals(observation))
                .findFirst();
    }

    private String observation(RankedFinding ranked) {
        ModelRun run = ranked.run();
        return ResourceIds.observation(
                result.event().studyInstanceUid(), run, ranked.finding().label());
    }
}
