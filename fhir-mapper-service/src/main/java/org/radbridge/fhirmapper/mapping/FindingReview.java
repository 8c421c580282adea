package org.radbridge.fhirmapper.mapping;

import java.util.Optional;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.radbridge.fhirmapper.review.Decision;
import org.radbridge.fhirmapper.review.ReportStatus;
import org.radbridge.fhirmapper.review.Verdict;

/**
 * What a radiologist's word makes of a finding's Observation: its status, and since when, performer
 * and note.
 */
final class FindingReview {
    private FindingReview() {}

    static void apply(ResultSource source, RankedFinding ranked, Observation observation) {
        Optional<Decision> decision = source.review().decision(source.observationId(ranked));
        observation.setStatus(status(source, decision));
        source.review()
                .lastWord(source.observationId(ranked))
                .ifPresent(word -> {
                    observation.addPerformer(StudyReferences.reader(word.by()));
                    observation.setIssuedElement(ResultSource.instant(word.at()));
                });
        decision.ifPresent(d -> decided(observation, d));
    }

    private static ObservationStatus status(ResultSource source, Optional<Decision> decision) {
        if (source.review().status() == ReportStatus.ENTERED_IN_ERROR) {
            return ObservationStatus.ENTEREDINERROR;
        }
        if (decision.isEmpty()) {
            return source.review().status().signed()
                    ? ObservationStatus.FINAL
                    : ObservationStatus.PRELIMINARY;
        }
        return switch (decision.get().verdict()) {
            case ACCEPTED -> ObservationStatus.FINAL;
            case EDITED -> ObservationStatus.AMENDED;
            case REJECTED -> ObservationStatus.ENTEREDINERROR;
        };
    }

    private static void decided(Observation observation, Decision decision) {
        if (decision.verdict() == Verdict.EDITED) {
            observation
                    .getMeta()
                    .addSecurity(
                            new Coding(
                                    CodeSystems.OBSERVATION_VALUE,
                                    "CLINAST",
                                    "clinician asserted"));
        }
        if (decision.comment() != null) {
            observation.addNote(
                    new Annotation()
                            .setAuthor(StudyReferences.reader(decision.by()))
                            .setTimeElement(ResultSource.dateTime(decision.at()))
                            .setText(decision.comment()));
        }
    }
}
