package org.radbridge.fhirmapper.trend;

import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the few shapes of SVG 1.1 that a chart needs. Lengths in pixels, y downwards. */
final class SvgWriter {
    private static final String SVG = "http://www.w3.org/2000/svg";

    private final XMLStreamWriter out;

    SvgWriter(XMLStreamWriter out) {
        this.out = out;
    }

    /** A place in the picture. */
    record Place(double x, double y) {}

    void begin(int width, int height, String title, String description) throws XMLStreamException {
        out.writeStartElement("svg");
        out.writeDefaultNamespace(SVG);
        attributes(
                "width",
                Integer.toString(width),
                "height",
                Integer.toString(height),
                "viewBox",
                "0 0 " + width + " " + height,
                "role",
                "img",
                "aria-labelledby",
                "title description",
                "font-family",
                "Helvetica, Arial, sans-serif");
        element("title", "title", title);
        element("desc", "description", description);
        out.writeEmptyElement("rect");
        attributes("width", "100%", "height", "100%", "fill", "#ffffff");
    }

    void end() throws XMLStreamException {
        out.writeEndElement();
        out.flush();
    }

    /**
     * Words.
     *
     * @param anchor which end of them is at x: {@code start}, {@code middle} or {@code end}
     */
    void text(double x, double y, String anchor, int size, String fill, String words)
            throws XMLStreamException {
        out.writeStartElement("text");
        attributes(
                "x",
                number(x),
                "y",
                number(y),
                "text-anchor",
                anchor,
                "font-size",
                Integer.toString(size),
                "fill",
                fill);
        out.writeCharacters(printable(words));
        out.writeEndElement();
    }

    /**
     * A line through places.
     *
     * @param dashes as {@code stroke-dasharray} has them; empty for an unbroken line
     */
    void line(List<Place> places, String stroke, double width, String dashes)
            throws XMLStreamException {
        StringBuilder points = new StringBuilder();
        for (Place place : places) {
            points.append(number(place.x())).append(',').append(number(place.y())).append(' ');
        }
        out.writeEmptyElement("polyline");
        attributes(
                "points",
                points.toString().strip(),
                "fill",
                "none",
                "stroke",
                stroke,
                "stroke-width",
                number(width));
        if (!dashes.isEmpty()) {
            attributes("stroke-dasharray", dashes);
        }
    }

    void circle(Place place, double radius, String stroke, String fill) throws XMLStreamException {
        out.writeEmptyElement("circle");
        attributes(
                "cx",
                number(place.x()),
                "cy",
                number(place.y()),
                "r",
                number(radius),
                "stroke",
                stroke,
                "stroke-width",
                "2",
                "fill",
                fill);
    }

    private void element(String name, String id, String words) throws XMLStreamException {
        out.writeStartElement(name);
        attributes("id", id);
        out.writeCharacters(printable(words));
        out.writeEndElement();
    }

    private void attributes(String... pairs) throws XMLStreamException {
        for (int i = 0; i < pairs.length; i += 2) {
            out.writeAttribute(pairs[i], pairs[i + 1]);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** XML 1.0 has no place for other characters, not even escaped. */
    private static String printable(String words) {
        return words.replaceAll(
                "[^\\x09\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
