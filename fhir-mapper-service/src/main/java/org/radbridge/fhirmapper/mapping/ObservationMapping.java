package org.radbridge.fhirmapper.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Evidence;

/** A model's word on one label as an Observation: present or absent, and how sure it is. */
final class ObservationMapping {
    /** Digits of a probability that mean anything. */
    private static final int PROBABILITY_SCALE = 4;

    private ObservationMapping() {}

    static Observation observation(ResultSource source, RankedFinding ranked) {
        Observation observation = new Observation();
        observation.setId(source.observationId(ranked));
        observation.setMeta(ResultSource.assertedByModel());
        Profiles.claim(observation);
        observation
                .addCategory()
                .addCoding(new Coding(CodeSystems.OBSERVATION_CATEGORY, "imaging", "Imaging"));
        observation.setCode(ResultSource.concept(ranked));
        observation.setSubject(source.references().patient());
        observation.setEffective(source.effective());
        observation.setIssuedElement(source.issuedInstant());
        boolean present =
                source.review().present(source.observationId(ranked), ranked.finding().present());
        observation.setValue(present ? snomed("52101004", "Present") : snomed("2667000", "Absent"));
        FindingReview.apply(source, ranked, observation);
        if (ranked.run().bodyRegion() != null) {
            observation.setBodySite(
                    new CodeableConcept(ResultSource.coding(ranked.run().bodyRegion())));
        }
        observation.setDevice(source.references().device(ranked.run()));
        observation.addDerivedFrom(source.references().imagingStudy());
        addFocus(observation, ranked);
        part(observation, "confidence", ranked.finding().confidence());
        part(observation, "threshold", ranked.finding().threshold());
        if (source.present(ranked)) {
            observation
                    .addIdentifier()
                    .setSystem(CodeSystems.DICOM_UID)
                    .setValue("urn:oid:" + source.trackingUid(ranked));
            addMeasurements(observation, MeasuredFigure.of(ranked.finding()));
        }
        return observation;
    }

    /** The series that the model saw, and the image on which the finding is clearest. */
    private static void addFocus(Observation observation, RankedFinding ranked) {
        Set<String> series = new LinkedHashSet<>();
        series.add(ranked.run().seriesInstanceUid());
        Evidence evidence = ranked.finding().evidence();
        if (evidence != null) {
            series.add(evidence.seriesInstanceUid());
        }
        series.forEach(uid -> observation.addFocus(StudyReferences.part(uid, "Series")));
        if (evidence != null) {
            observation.addFocus(StudyReferences.part(evidence.sopInstanceUid(), "Instance"));
        }
    }

    private static void part(Observation observation, String name, double probability) {
        var component = observation.addComponent();
        component
                .getCode()
                .setText(name)
                .addCoding(new Coding(CodeSystems.FINDING_PART, name, name));
        component.setValue(
                new Quantity()
                        .setValue(
                                BigDecimal.valueOf(probability)
                                        .setScale(PROBABILITY_SCALE, RoundingMode.HALF_UP))
                        .setSystem(CodeSystems.UCUM)
                        .setCode("1"));
    }

    /** How they were measured is said of the whole; the codings of a concept mean one method. */
    private static void addMeasurements(Observation observation, List<MeasuredFigure> figures) {
        for (MeasuredFigure figure : figures) {
            observation
                    .addComponent()
                    .setCode(
                            new CodeableConcept(ResultSource.coding(figure.quantity()))
                                    .setText(figure.quantity().display()))
                    .setValue(
                            new Quantity()
                                    .setValue(figure.value())
                                    .setUnit(figure.unitText())
                                    .setSystem(CodeSystems.UCUM)
                                    .setCode(figure.unit()));
        }
        List<CodedConcept> methods =
                figures.stream().map(MeasuredFigure::method).distinct().toList();
        if (!methods.isEmpty()) {
            CodeableConcept method = new CodeableConcept();
            method.setText(
                    methods.stream().map(CodedConcept::display).collect(Collectors.joining("; ")));
            if (methods.size() == 1) {
                method.addCoding(ResultSource.coding(methods.getFirst()));
            }
            observation.setMethod(method);
        }
    }

    private static CodeableConcept snomed(String code, String display) {
        return new CodeableConcept(new Coding(CodeSystems.SNOMED_CT, code, display))
                .setText(display);
    }
}
