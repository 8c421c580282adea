package org.radbridge.fhirmapper.trend;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One lesion over the studies that show it.
 *
 * @param trackingUid DICOM's tracking UID (112040)
 * @param label what it is, and where if that is known
 * @param points one for each study, the oldest first; at least one
 */
record Lesion(String trackingUid, String label, List<Point> points) {
    Lesion {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a lesion was seen at least once");
        }
    }

    /**
     * A lesion in one study.
     *
     * @param observation the finding's Observation
     * @param date the day on which the images were made
     * @param confidence the model's probability; null when it is not told
     * @param reviewed whether a radiologist has spoken
     * @param figures what was measured
     */
    record Point(
            String observation,
            LocalDate date,
            @Nullable BigDecimal confidence,
            boolean reviewed,
            List<Figure> figures) {
        Point {
            figures = List.copyOf(figures);
        }

        /** The figure of a quantity. */
        Optional<Figure> figure(String code) {
            return figures.stream().filter(figure -> figure.code().equals(code)).findFirst();
        }
    }

    /**
     * A measurement.
     *
     * @param code of the quantity
     * @param name of the quantity
     * @param value as it is shown everywhere
     * @param unit as a person writes it
     */
    record Figure(String code, String name, BigDecimal value, String unit) {
        String text() {
            return value.toPlainString() + " " + unit;
        }
    }

    /**
     * How a figure has changed against an earlier one, in its unit and in percent of the earlier.
     */
    record Change(BigDecimal absolute, String unit, Optional<BigDecimal> percent) {
        private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

        /** Empty where the units differ: then they cannot be compared. */
        static Optional<Change> of(Figure earlier, Figure later) {
            if (!earlier.unit().equals(later.unit())) {
                return Optional.empty();
            }
            BigDecimal absolute = later.value().subtract(earlier.value());
            return Optional.of(
                    new Change(
                            absolute,
                            later.unit(),
                            earlier.value().signum() == 0
                                    ? Optional.empty()
                                    : Optional.of(
                                            absolute.multiply(HUNDRED)
                                                    .divide(earlier.value(), MathContext.DECIMAL64)
                                                    .setScale(0, RoundingMode.HALF_UP))));
        }

        String text() {
            return signed(absolute)
                    + " "
                    + unit
                    + percent.map(share -> " (" + signed(share) + " %)").orElse("");
        }

        private static String signed(BigDecimal value) {
            return (value.signum() > 0 ? "+" : value.signum() < 0 ? "\u2212" : "\u00b1")
                    + value.abs().toPlainString();
        }
    }

    /**
     * The quantities that were measured, in the order in which they first occur, one figure each.
     */
    Collection<Figure> quantities() {
        Map<String, Figure> byCode = new LinkedHashMap<>();
        points.forEach(point ->
                point.figures().forEach(figure -> byCode.putIfAbsent(figure.code(), figure)));
        return byCode.values();
    }
}
