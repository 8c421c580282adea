package org.radbridge.fhirmapper.rules;

import java.util.List;
import org.radbridge.contracts.Finding;
import org.radbridge.fhirmapper.mapping.RankedFinding;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Decision;
import org.radbridge.fhirmapper.review.Review;

/**
 * A finding that a report states as present: nobody rejected it, and the radiologist, else the
 * model, calls it present.
 *
 * @param ranked the finding with the run that made it
 * @param observation the id of its Observation
 * @param said whether a radiologist says that it is present
 */
public record StatedFinding(RankedFinding ranked, String observation, boolean said) {

    public Finding finding() {
        return ranked.finding();
    }

    /** What a result states, the most urgent first, then the surest: the first is the primary. */
    public static List<StatedFinding> of(StudyResult result) {
        Review review = result.review();
        return RankedFinding.rank(result.event().runs()).stream()
                .map(ranked -> of(result, ranked))
                .filter(stated ->
                        review.asserts(stated.observation())
                                && review.present(stated.observation(), stated.finding().present()))
                .toList();
    }

    private static StatedFinding of(StudyResult result, RankedFinding ranked) {
        String observation =
                ResourceIds.observation(
                        result.event().studyInstanceUid(), ranked.run(), ranked.finding().label());
        boolean said = result.review().decision(observation).filter(Decision::present).isPresent();
        return new StatedFinding(ranked, observation, said);
    }
}
