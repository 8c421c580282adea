package org.radbridge.fhirmapper.trend;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.mapping.MeasuredFigure;

/** Reads lesions from the Observations of findings. */
final class TrendReader {
    private static final int DAY = "yyyy-mm-dd".length();

    private TrendReader() {}

    /**
     * A finding and the lesion that it shows.
     *
     * @param trackingUid which lesion
     */
    record Finding(String trackingUid, Observation observation) {}

    /**
     * The lesions of some findings: the most often seen first.
     *
     * @param newestFirst the findings, those of the newest study first
     */
    static List<Lesion> lesions(List<Finding> newestFirst) {
        Map<String, List<Observation>> byLesion = new LinkedHashMap<>();
        newestFirst
                .reversed()
                .forEach(finding ->
                        byLesion.computeIfAbsent(finding.trackingUid(), _ -> new ArrayList<>())
                                .add(finding.observation()));
        return byLesion.entrySet().stream()
                .map(lesion ->
                        new Lesion(
                                lesion.getKey(),
                                label(lesion.getValue().getLast()),
                                lesion.getValue().stream().map(TrendReader::point).toList()))
                .sorted((a, b) -> Integer.compare(b.points().size(), a.points().size()))
                .toList();
    }

    private static String label(Observation newest) {
        String site = newest.getBodySite().getCodingFirstRep().getDisplay();
        String text = newest.getCode().getText();
        return site == null ? text : text + ", " + site;
    }

    private static Lesion.Point point(Observation observation) {
        return new Lesion.Point(
                observation.getIdElement().getIdPart(),
                LocalDate.parse(
                        observation
                                .getEffectiveDateTimeType()
                                .getValueAsString()
                                .substring(0, DAY)),
                component(observation, CodeSystems.FINDING_PART, "confidence")
                        .map(Quantity::getValue)
                        .orElse(null),
                observation.getStatus() != ObservationStatus.PRELIMINARY,
                observation.getComponent().stream()
                        .filter(component -> system(component).equals(CodeSystems.SNOMED_CT))
                        .filter(ObservationComponentComponent::hasValueQuantity)
                        .map(TrendReader::figure)
                        .toList());
    }

    private static Optional<Quantity> component(
            Observation observation, String system, String code) {
        return observation.getComponent().stream()
                .filter(component -> system(component).equals(system))
                .filter(component -> code.equals(component.getCode().getCodingFirstRep().getCode()))
                .map(ObservationComponentComponent::getValueQuantity)
                .findFirst();
    }

    private static String system(ObservationComponentComponent component) {
        return String.valueOf(component.getCode().getCodingFirstRep().getSystem());
    }

    private static Lesion.Figure figure(ObservationComponentComponent component) {
        Quantity quantity = component.getValueQuantity();
        return new Lesion.Figure(
                component.getCode().getCodingFirstRep().getCode(),
                component.getCode().getText(),
                quantity.getValue(),
                MeasuredFigure.unitText(quantity.getCode()));
    }
}
