package org.radbridge.inference.postprocess;

import java.util.List;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Evidence.Point;
import org.radbridge.contracts.Measurement;
import org.radbridge.inference.spacing.PixelSpacing;

/**
 * What can be measured of an outline: its long axis, the short axis that crosses it at a right
 * angle, and its area. The outline is where a class activation is hottest, so these are figures of
 * the activation; a segmentation of the lesion may differ, and the method says so.
 */
final class OutlineMeasurements {
    static final CodedConcept LONG_AXIS = snomed("103339001", "Long axis");
    static final CodedConcept SHORT_AXIS = snomed("103340004", "Short axis");
    static final CodedConcept AREA = snomed("42798000", "Area");

    private OutlineMeasurements() {}

    /** Nothing of an outline with fewer than three points. */
    static List<Measurement> of(List<Point> outline, PixelSpacing spacing) {
        if (outline.size() < 3) {
            return List.of();
        }
        List<Point> millimetres =
                outline.stream()
                        .map(point ->
                                new Point(
                                        point.column() * spacing.betweenColumns(),
                                        point.row() * spacing.betweenRows()))
                        .toList();
        CodedConcept method = method(spacing.basis());
        Polygon.Axis axis = Polygon.longestAxis(millimetres);
        return List.of(
                new Measurement(LONG_AXIS, axis.length(), "mm", method),
                new Measurement(SHORT_AXIS, Polygon.widest(millimetres, axis), "mm", method),
                new Measurement(AREA, Polygon.area(millimetres), "mm2", method));
    }

    private static CodedConcept method(PixelSpacing.Basis basis) {
        return switch (basis) {
            case SLICE ->
                    method(
                            "activation-outline",
                            "Outline of the class activation, not a segmentation");
            case CALIBRATED ->
                    method(
                            "activation-outline-calibrated",
                            "Activation outline, calibrated spacing, not a segmentation");
            case MAGNIFICATION_ESTIMATED ->
                    method(
                            "activation-outline-magnification",
                            "Activation outline, magnification estimated, no segmentation");
            case DETECTOR ->
                    method(
                            "activation-outline-detector",
                            "Activation outline at the detector, not a segmentation");
        };
    }

    private static CodedConcept snomed(String code, String display) {
        return new CodedConcept("http://snomed.info/sct", code, display);
    }

    private static CodedConcept method(String code, String display) {
        return new CodedConcept(
                "https://radbridge.org/fhir/CodeSystem/measurement-method", code, display);
    }
}
