package org.radbridge.fhirmapper.mapping;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Meta;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.study.StudyMetadata;
import org.radbridge.fhirmapper.terminology.Code;
import org.radbridge.fhirmapper.terminology.FindingConcept;
import org.radbridge.fhirmapper.terminology.FindingTable;

/**
 * What a study's resources are mapped from, and what they all say alike.
 *
 * @param event the models' answers
 * @param study the study's DICOM metadata
 * @param issued when the result came to be: the instant of the answers, so that mapping again says
 *     the same
 * @param review what radiologists decided about it
 * @param tracking which lesions its findings are
 * @param pictures of the findings, for the documents
 * @param references how the resources refer to one another
 * @param settings what the site decides
 */
record ResultSource(
        InferenceCompleted event,
        StudyMetadata study,
        Instant issued,
        Review review,
        TrackingUids tracking,
        Pictures pictures,
        StudyReferences references,
        MappingSettings settings) {
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    List<RankedFinding> findings() {
        return RankedFinding.rank(event.runs());
    }

    /** When the images were made, else when the result was issued. */
    DateTimeType effective() {
        return DicomValues.studyStart(study.header(), settings.zone()).orElseGet(this::issuedTime);
    }

    InstantType issuedInstant() {
        return instant(issued);
    }

    String observationId(RankedFinding ranked) {
        return ResourceIds.observation(
                event.studyInstanceUid(), ranked.run(), ranked.finding().label());
    }

    /** Which lesion a finding is, in whichever study it is seen. */
    String trackingUid(RankedFinding ranked) {
        return tracking.of(event.studyInstanceUid(), ranked.run(), ranked.finding());
    }

    /** Whether the report asserts a finding, present or absent: rejected ones it does not. */
    boolean asserts(RankedFinding ranked) {
        return review.asserts(observationId(ranked));
    }

    /** Whether a finding is asserted as present. */
    boolean present(RankedFinding ranked) {
        return asserts(ranked) && review.present(observationId(ranked), ranked.finding().present());
    }

    /** The most urgent and surest finding that is present. */
    Optional<RankedFinding> primary() {
        return findings().stream().filter(this::present).findFirst();
    }

    /** When the report came to say what it says: when it was signed, else when it was issued. */
    Instant statusAt() {
        return review.signature().map(Attestation::at).orElse(issued);
    }

    DateTimeType issuedTime() {
        return dateTime(issued);
    }

    static InstantType instant(Instant instant) {
        return (InstantType)
                new InstantType(Date.from(instant), TemporalPrecisionEnum.MILLI, UTC)
                        .setTimeZoneZulu(true);
    }

    static DateTimeType dateTime(Instant instant) {
        return (DateTimeType)
                new DateTimeType(Date.from(instant), TemporalPrecisionEnum.MILLI, UTC)
                        .setTimeZoneZulu(true);
    }

    /** Marks content that a model asserted, as HL7's AI transparency guidance asks. */
    static Meta assertedByModel() {
        Meta meta = new Meta();
        meta.addSecurity(
                new Coding(
                        CodeSystems.OBSERVATION_VALUE,
                        "AIAST",
                        "Artificial Intelligence asserted"));
        return meta;
    }

    static Coding coding(CodedConcept concept) {
        return new Coding(concept.system(), concept.code(), concept.display());
    }

    /**
     * The label's concept: the codes of the table of findings first, then those of the model's card
     * in code systems that the table names none of, the model's own label last.
     */
    static CodeableConcept concept(RankedFinding ranked) {
        CodeableConcept concept = new CodeableConcept().setText(ranked.finding().display());
        List<Code> known =
                FindingTable.shipped()
                        .byLabel(ranked.run().model(), ranked.finding().label())
                        .map(FindingConcept::codes)
                        .orElse(List.of());
        known.forEach(
                code -> concept.addCoding(new Coding(code.system(), code.code(), code.display())));
        ranked.finding().codes().stream()
                .filter(code -> known.stream().noneMatch(k -> k.system().equals(code.system())))
                .forEach(code -> concept.addCoding(coding(code)));
        concept.addCoding(
                new Coding(
                        CodeSystems.MODEL_LABEL,
                        ranked.run().model() + "/" + ranked.finding().label(),
                        ranked.finding().display()));
        return concept;
    }
}
