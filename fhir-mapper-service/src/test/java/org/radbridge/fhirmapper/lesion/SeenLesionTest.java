package org.radbridge.fhirmapper.lesion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.review.ReportStatus;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;

@Tag("C15")
class SeenLesionTest {
    private static final SeenLesion NODULE = new SeenLesion("o1", "nodule @ chest", "2.25.1");
    private static final SeenLesion ANOTHER = new SeenLesion("o2", "nodule @ chest", "2.25.2");
    private static final SeenLesion EFFUSION = new SeenLesion("o3", "effusion @ chest", "2.25.3");

    private final TestStudy study = TestStudies.radiograph("P-1");

    @Test
    void whatNoOtherStudyShowsHasAUidOfItsOwn() {
        assertThat(SeenLesion.assign(List.of(NODULE, EFFUSION), Map.of(), Map.of()))
                .containsExactlyInAnyOrderEntriesOf(Map.of("o1", "2.25.1", "o3", "2.25.3"));
    }

    @Test
    void theOnlyOneOfItsKindGoesOnWhatTheOnlyOneElsewhereBegan() {
        assertThat(
                        SeenLesion.assign(
                                List.of(NODULE, EFFUSION),
                                Map.of(),
                                Map.of("nodule @ chest", "2.25.9")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("o1", "2.25.9", "o3", "2.25.3"));
    }

    @Test
    void ofTwoOfAKindNeitherIsJoined() {
        assertThat(
                        SeenLesion.assign(
                                List.of(NODULE, ANOTHER),
                                Map.of(),
                                Map.of("nodule @ chest", "2.25.9")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("o1", "2.25.1", "o2", "2.25.2"));
    }

    @Test
    void whatWasAssignedBeforeStays() {
        assertThat(
                        SeenLesion.assign(
                                List.of(NODULE),
                                Map.of("o1", "2.25.1"),
                                Map.of("nodule @ chest", "2.25.9")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("o1", "2.25.1"));
    }

    @Test
    void theSameFindingInAnotherRegionIsAnotherLesion() {
        InferenceCompleted chest =
                TestResults.result(
                        study,
                        1,
                        List.of(
                                TestResults.finding(
                                        study, "Nodule", "427359005", 0.9, Urgency.ROUTINE)));

        SeenLesion seen = SeenLesion.of(chest, Review.NONE).getFirst();

        assertThat(seen.concept())
                .contains("http://snomed.info/sct|")
                .endsWith("@ http://snomed.info/sct|51185008");
        assertThat(seen.observation())
                .isEqualTo(ResourceIds.observation(study.uid(), chest.runs().getFirst(), "Nodule"));
    }

    @Test
    void whatIsAbsentOrWithdrawnIsNotSeen() {
        InferenceCompleted event = TestResults.critical(study);
        Review withdrawn =
                Review.NONE.signed(
                        ReportStatus.ENTERED_IN_ERROR,
                        new Attestation(new Reader("subject", "reader"), TestResults.INFERRED));

        assertThat(SeenLesion.of(event, Review.NONE)).hasSize(2);
        assertThat(SeenLesion.of(event, withdrawn)).isEmpty();
    }
}
