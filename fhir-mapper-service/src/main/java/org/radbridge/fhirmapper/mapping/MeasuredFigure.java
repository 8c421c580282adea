package org.radbridge.fhirmapper.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.Measurement;

/**
 * A measurement as it is shown, in every form of the result alike: rounded here, and nowhere else.
 *
 * @param quantity what was measured
 * @param value lengths to a tenth of a millimetre, areas to whole square millimetres
 * @param unit UCUM code of its unit
 * @param method how it was measured
 */
public record MeasuredFigure(
        CodedConcept quantity, BigDecimal value, String unit, CodedConcept method) {
    private static final String SQUARE_MILLIMETRE = "mm2";

    /** What was measured of a finding, in the order in which it was told. */
    public static List<MeasuredFigure> of(Finding finding) {
        return finding.measurements().stream().map(MeasuredFigure::of).toList();
    }

    private static MeasuredFigure of(Measurement measurement) {
        int scale = measurement.unit().equals(SQUARE_MILLIMETRE) ? 0 : 1;
        return new MeasuredFigure(
                measurement.quantity(),
                BigDecimal.valueOf(measurement.value()).setScale(scale, RoundingMode.HALF_UP),
                measurement.unit(),
                measurement.method());
    }

    /** As a person reads it, for example {@code Long axis 23.0 mm}. */
    public String text() {
        return quantity.display() + " " + value.toPlainString() + " " + unitText();
    }

    /** The unit as a person writes it. */
    public String unitText() {
        return unitText(unit);
    }

    /** A UCUM unit as a person writes it. */
    public static String unitText(String unit) {
        return unit.equals(SQUARE_MILLIMETRE) ? "mm²" : unit;
    }
}
