package org.radbridge.fhirmapper.trend;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import org.radbridge.fhirmapper.trend.Lesion.Change;
import org.radbridge.fhirmapper.trend.Lesion.Figure;
import org.radbridge.fhirmapper.trend.Lesion.Point;

/** A lesion over time as a person reads it: its chart, and a row for each figure. */
final class TrendNarrative {
    private static final List<String> COLUMNS =
            List.of(
                    "Date",
                    "Measured",
                    "Value",
                    "Since the first",
                    "Since the one before",
                    "Confidence",
                    "Review");

    private TrendNarrative() {}

    /** The narrative of a section about a lesion. */
    static Narrative of(Lesion lesion) {
        XhtmlNode div = div();
        XhtmlNode image = div.addTag("img");
        image.setAttribute("alt", TrendPicture.description(List.of(lesion)));
        image.setAttribute(
                "src",
                "data:"
                        + TrendPicture.CONTENT_TYPE
                        + ";base64,"
                        + Base64.getEncoder().encodeToString(TrendPicture.of(List.of(lesion))));
        XhtmlNode table = div.addTag("table");
        row(table.addTag("thead"), "th", COLUMNS);
        XhtmlNode body = table.addTag("tbody");
        for (int i = 0; i < lesion.points().size(); i++) {
            for (List<String> cells : rows(lesion, i)) {
                row(body, "td", cells);
            }
        }
        return narrative(div);
    }

    /** A paragraph. */
    static Narrative of(String words) {
        XhtmlNode div = div();
        div.addTag("p").addText(words);
        return narrative(div);
    }

    private static List<List<String>> rows(Lesion lesion, int index) {
        Point point = lesion.points().get(index);
        String confidence = point.confidence() == null ? "" : point.confidence().toPlainString();
        String review = point.reviewed() ? "reviewed" : "not reviewed";
        if (point.figures().isEmpty()) {
            return List.of(
                    List.of(
                            point.date().toString(),
                            "not measured",
                            "",
                            "",
                            "",
                            confidence,
                            review));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Figure figure : point.figures()) {
            List<Figure> earlier =
                    lesion.points().subList(0, index).stream()
                            .flatMap(before -> before.figure(figure.code()).stream())
                            .toList();
            rows.add(
                    List.of(
                            point.date().toString(),
                            figure.name(),
                            figure.text(),
                            earlier.isEmpty() ? "" : change(earlier.getFirst(), figure),
                            earlier.isEmpty() ? "" : change(earlier.getLast(), figure),
                            confidence,
                            review));
        }
        return rows;
    }

    private static String change(Figure earlier, Figure later) {
        return Change.of(earlier, later).map(Change::text).orElse("another unit");
    }

    private static void row(XhtmlNode parent, String cell, List<String> cells) {
        XhtmlNode row = parent.addTag("tr");
        cells.forEach(words -> row.addTag(cell).addText(words));
    }

    private static XhtmlNode div() {
        XhtmlNode div = new XhtmlNode(NodeType.Element, "div");
        div.setAttribute("xmlns", XhtmlNode.XMLNS);
        return div;
    }

    private static Narrative narrative(XhtmlNode div) {
        Narrative narrative = new Narrative().setStatus(NarrativeStatus.GENERATED);
        narrative.setDiv(div);
        return narrative;
    }
}
