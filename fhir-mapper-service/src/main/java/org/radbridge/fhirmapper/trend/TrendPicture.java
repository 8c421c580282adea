package org.radbridge.fhirmapper.trend;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * Lesions over time as an SVG picture: dark on white, with a title and a description for whoever
 * does not see it, and nothing to be fetched or run.
 */
final class TrendPicture {
    static final String CONTENT_TYPE = "image/svg+xml";

    private static final int EMPTY_HEIGHT = 64;

    private TrendPicture() {}

    /** One chart under the other. */
    static byte[] of(List<Lesion> lesions) {
        int height = lesions.isEmpty() ? EMPTY_HEIGHT : lesions.size() * LesionChart.HEIGHT;
        StringWriter text = new StringWriter();
        try {
            SvgWriter svg =
                    new SvgWriter(XMLOutputFactory.newFactory().createXMLStreamWriter(text));
            svg.begin(LesionChart.WIDTH, height, "Lesions over time", description(lesions));
            if (lesions.isEmpty()) {
                svg.text(20, 36, "start", 14, LesionChart.INK, description(lesions));
            }
            for (int i = 0; i < lesions.size(); i++) {
                new LesionChart(lesions.get(i), svg, i * LesionChart.HEIGHT).draw();
            }
            svg.end();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("text in memory cannot be written", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What the picture shows, in words. */
    static String description(List<Lesion> lesions) {
        if (lesions.isEmpty()) {
            return "No lesion is followed.";
        }
        return String.join(" ", lesions.stream().map(TrendPicture::description).toList());
    }

    private static String description(Lesion lesion) {
        StringBuilder words = new StringBuilder(lesion.label()).append(": ");
        for (int i = 0; i < lesion.points().size(); i++) {
            Lesion.Point point = lesion.points().get(i);
            words.append(i == 0 ? "" : "; ").append(point.date());
            for (Lesion.Figure figure : point.figures()) {
                words.append(", ").append(figure.name()).append(' ').append(figure.text());
            }
        }
        return words.append('.').toString();
    }
}
