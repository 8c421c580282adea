package org.radbridge.fhirmapper.trend;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.radbridge.fhirmapper.trend.SvgWriter.Place;

/**
 * The chart of one lesion: days to the right, the quantities that share the first one's unit
 * upwards from zero. Lengths in pixels.
 */
final class LesionChart {
    static final int WIDTH = 760;
    static final int HEIGHT = 330;
    static final String INK = "#1a1a1a";

    private static final String GRID = "#d0d0d0";
    private static final String PAPER = "#ffffff";
    private static final int LEFT = 66;
    private static final int RIGHT = WIDTH - 40;
    private static final int TOP = 84;
    private static final int BOTTOM = HEIGHT - 46;
    private static final int WANTED_TICKS = 5;

    /** Labels closer to one another than this would overlap. */
    private static final int DATE_LABEL = 84;

    private static final int VALUE_LABEL = 62;

    /** How quantities differ, also where there is no colour. */
    private enum Style {
        FIRST("#0b4f8a", "", -12),
        SECOND("#8a3b0b", "7 4", 20),
        THIRD("#2f6b2f", "2 4", 20);

        private final String colour;
        private final String dashes;
        private final int labelBelow;

        Style(String colour, String dashes, int labelBelow) {
            this.colour = colour;
            this.dashes = dashes;
            this.labelBelow = labelBelow;
        }
    }

    private final Lesion lesion;
    private final SvgWriter svg;
    private final int offset;
    private final List<Lesion.Figure> quantities;
    private final LocalDate first;
    private final long days;
    private final double highest;
    private final double step;

    /**
     * @param offset of the chart's top from the picture's
     */
    LesionChart(Lesion lesion, SvgWriter svg, int offset) {
        this.lesion = lesion;
        this.svg = svg;
        this.offset = offset;
        this.first = lesion.points().getFirst().date();
        this.days = ChronoUnit.DAYS.between(first, lesion.points().getLast().date());
        List<Lesion.Figure> all = List.copyOf(lesion.quantities());
        this.quantities =
                all.stream()
                        .filter(quantity -> quantity.unit().equals(all.getFirst().unit()))
                        .limit(Style.values().length)
                        .toList();
        double largest =
                lesion.points().stream()
                        .flatMap(point -> point.figures().stream())
                        .filter(figure ->
                                quantities.stream().anyMatch(q -> q.code().equals(figure.code())))
                        .mapToDouble(figure -> figure.value().doubleValue())
                        .max()
                        .orElse(0);
        this.step = step(largest);
        this.highest = Math.max(step, Math.ceil(largest / step) * step);
    }

    void draw() throws XMLStreamException {
        svg.text(20, offset + 28, "start", 17, INK, lesion.label());
        if (quantities.isEmpty()) {
            svg.text(20, offset + 54, "start", 13, INK, "Seen, and not measured.");
            days();
            return;
        }
        legend();
        values();
        days();
        for (int i = 0; i < quantities.size(); i++) {
            quantity(quantities.get(i), Style.values()[i]);
        }
    }

    private void legend() throws XMLStreamException {
        int x = 20;
        for (int i = 0; i < quantities.size(); i++) {
            Style style = Style.values()[i];
            double y = offset + 50;
            svg.line(List.of(new Place(x, y), new Place(x + 28, y)), style.colour, 2, style.dashes);
            svg.text(x + 34, y + 4, "start", 13, INK, quantities.get(i).name());
            x += 150;
        }
        double y = offset + 50;
        svg.circle(new Place(x + 6, y), 4.5, INK, INK);
        svg.text(x + 18, y + 4, "start", 13, INK, "reviewed");
        svg.circle(new Place(x + 106, y), 4.5, INK, PAPER);
        svg.text(x + 118, y + 4, "start", 13, INK, "not reviewed");
    }

    private void values() throws XMLStreamException {
        svg.text(LEFT - 8, offset + TOP - 12, "end", 12, INK, quantities.getFirst().unit());
        for (int i = 0; i * step <= highest + step / 2; i++) {
            double y = y(i * step);
            svg.line(List.of(new Place(LEFT, y), new Place(RIGHT, y)), i == 0 ? INK : GRID, 1, "");
            svg.text(LEFT - 8, y + 4, "end", 12, INK, tick(i * step));
        }
    }

    /** The first and the last day, and of those between as many as there is room for. */
    private void days() throws XMLStreamException {
        double last = x(lesion.points().getLast().date());
        double before = Double.NEGATIVE_INFINITY;
        for (Lesion.Point point : lesion.points()) {
            double x = x(point.date());
            boolean room = x - before >= DATE_LABEL && (last - x >= DATE_LABEL || x == last);
            if (room && x != before) {
                svg.line(
                        List.of(new Place(x, offset + BOTTOM), new Place(x, offset + BOTTOM + 6)),
                        INK,
                        1,
                        "");
                svg.text(x, offset + BOTTOM + 22, "middle", 12, INK, point.date().toString());
                before = x;
            }
        }
    }

    private void quantity(Lesion.Figure quantity, Style style) throws XMLStreamException {
        List<Lesion.Point> measured =
                lesion.points().stream()
                        .filter(point -> point.figure(quantity.code()).isPresent())
                        .toList();
        List<Place> places = new ArrayList<>();
        measured.forEach(point -> places.add(place(point, quantity)));
        svg.line(places, style.colour, 2, style.dashes);
        double labelled = Double.POSITIVE_INFINITY;
        for (int i = measured.size() - 1; i >= 0; i--) {
            Place place = places.get(i);
            svg.circle(place, 4.5, style.colour, measured.get(i).reviewed() ? style.colour : PAPER);
            if (labelled - place.x() >= VALUE_LABEL) {
                svg.text(
                        place.x(),
                        place.y() + style.labelBelow,
                        "middle",
                        12,
                        style.colour,
                        measured.get(i).figure(quantity.code()).orElseThrow().text());
                labelled = place.x();
            }
        }
    }

    private Place place(Lesion.Point point, Lesion.Figure quantity) {
        return new Place(
                x(point.date()),
                y(point.figure(quantity.code()).orElseThrow().value().doubleValue()));
    }

    private double x(LocalDate date) {
        double inset = 30;
        return days == 0
                ? (LEFT + RIGHT) / 2.0
                : LEFT
                        + inset
                        + (RIGHT - LEFT - 2 * inset) * ChronoUnit.DAYS.between(first, date) / days;
    }

    private double y(double value) {
        return offset + BOTTOM - (BOTTOM - TOP) * value / highest;
    }

    /** A round step of the scale: 1, 2 or 5 times a power of ten. */
    private static double step(double largest) {
        if (!(largest > 0)) {
            return 1;
        }
        double least = largest / WANTED_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String tick(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
