package org.radbridge.fhirmapper.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.fhirmapper.trend.Lesion.Change;
import org.radbridge.fhirmapper.trend.Lesion.Figure;
import org.radbridge.fhirmapper.trend.Lesion.Point;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@Tag("C15")
class TrendPictureTest {
    private static final Lesion NODULE =
            new Lesion(
                    "2.25.1",
                    "Nodule, Chest",
                    List.of(
                            point("2026-01-10", true, 10.0, 5.0),
                            point("2026-04-12", true, 13.0, 6.2),
                            point("2026-09-20", false, 19.5, 9.1)));

    @Test
    void everyPointIsAMarkWithItsFigureAndItsDay() throws Exception {
        Document picture = parse(TrendPicture.of(List.of(NODULE)));

        assertThat(texts(picture))
                .contains("Nodule, Chest", "mm", "2026-01-10", "2026-04-12", "2026-09-20")
                .contains("10.0 mm", "13.0 mm", "19.5 mm", "Long axis", "Short axis");
        assertThat(marks(picture)).hasSize(2 + 2 * 3);
    }

    @Test
    void growthGoesUpAndTimeGoesRightInProportion() throws Exception {
        List<Element> marks = marks(parse(TrendPicture.of(List.of(NODULE))));
        // The legend's two, then the long axis, drawn from the newest.
        double[] x = marks.subList(2, 5).stream().mapToDouble(m -> number(m, "cx")).toArray();
        double[] y = marks.subList(2, 5).stream().mapToDouble(m -> number(m, "cy")).toArray();

        assertThat(x[0]).isGreaterThan(x[1]);
        assertThat((x[1] - x[2]) / (x[0] - x[2]))
                .isCloseTo(92 / 253.0, org.assertj.core.api.Assertions.within(0.01));
        assertThat((y[2] - y[0]) / (y[2] - y[1]))
                .isCloseTo(9.5 / 3.0, org.assertj.core.api.Assertions.within(0.05));
    }

    @Test
    void whoDoesNotSeeItIsTold() throws Exception {
        Document picture = parse(TrendPicture.of(List.of(NODULE)));

        assertThat(picture.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(picture.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Lesions over time");
        assertThat(picture.getElementsByTagName("desc").item(0).getTextContent())
                .contains("Nodule, Chest: 2026-01-10, Long axis 10.0 mm")
                .contains("2026-09-20, Long axis 19.5 mm, Short axis 9.1 mm, Area 80 mm².");
    }

    @Test
    void aLabelCannotBecomeMarkup() throws Exception {
        Lesion odd =
                new Lesion("2.25.1", "<script>\u0001&\"", List.of(point("2026-01-10", true, 1, 1)));

        Document picture = parse(TrendPicture.of(List.of(odd)));

        assertThat(picture.getElementsByTagName("script").getLength()).isZero();
        assertThat(texts(picture)).contains("<script>\uFFFD&\"");
    }

    @Test
    void aLesionSeenOnceOneThatWasNotMeasuredAndNoneArePicturesToo() throws Exception {
        Lesion once = new Lesion("2.25.2", "Once", List.of(point("2026-01-10", true, 4, 3)));
        Lesion unmeasured =
                new Lesion(
                        "2.25.3",
                        "Unmeasured",
                        List.of(
                                new Point(
                                        "o",
                                        LocalDate.parse("2026-01-10"),
                                        null,
                                        true,
                                        List.of())));

        assertThat(texts(parse(TrendPicture.of(List.of(once, unmeasured)))))
                .contains("4.0 mm", "Seen, and not measured.");
        assertThat(texts(parse(TrendPicture.of(List.of())))).contains("No lesion is followed.");
    }

    @Test
    void ofManyPointsOnlySomeAreLabelled() throws Exception {
        Lesion often =
                new Lesion(
                        "2.25.4",
                        "Often",
                        IntStream.range(0, 100)
                                .mapToObj(i ->
                                        point(
                                                LocalDate.parse("2024-01-01")
                                                        .plusDays(7L * i)
                                                        .toString(),
                                                i % 2 == 0,
                                                10 + i / 10.0,
                                                5))
                                .toList());
        byte[] picture = TrendPicture.of(List.of(NODULE, often));
        keep("trend-many.svg", picture);

        List<String> texts = texts(parse(picture));

        assertThat(marks(parse(picture))).hasSize(2 + 6 + 2 + 200);
        assertThat(texts.stream().filter(text -> text.matches("202[45]-.*")))
                .hasSizeBetween(3, 9)
                .contains("2024-01-01", "2025-11-24");
    }

    @Test
    void aChangeHasItsSignItsUnitAndItsShare() {
        assertThat(change("10.0", "19.5")).isEqualTo("+9.5 mm (+95 %)");
        assertThat(change("10.0", "7.5")).isEqualTo("\u22122.5 mm (\u221225 %)");
        assertThat(change("10.0", "10.0")).isEqualTo("\u00b10.0 mm (\u00b10 %)");
        assertThat(change("0.0", "1.0")).isEqualTo("+1.0 mm");
        assertThat(Change.of(figure("1", "mm"), figure("1", "mm²"))).isEmpty();
    }

    private static String change(String from, String to) {
        return Change.of(figure(from, "mm"), figure(to, "mm")).orElseThrow().text();
    }

    private static Figure figure(String value, String unit) {
        return new Figure("103339001", "Long axis", new BigDecimal(value), unit);
    }

    private static Point point(String day, boolean reviewed, double longAxis, double shortAxis) {
        return new Point(
                "o" + day,
                LocalDate.parse(day),
                new BigDecimal("0.9000"),
                reviewed,
                List.of(
                        new Figure("103339001", "Long axis", BigDecimal.valueOf(longAxis), "mm"),
                        new Figure("103340004", "Short axis", BigDecimal.valueOf(shortAxis), "mm"),
                        new Figure("42798000", "Area", new BigDecimal("80"), "mm²")));
    }

    private static Document parse(byte[] svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg));
    }

    private static List<String> texts(Document picture) {
        return elements(picture, "text").stream().map(Element::getTextContent).toList();
    }

    private static List<Element> marks(Document picture) {
        return elements(picture, "circle");
    }

    private static List<Element> elements(Document picture, String name) {
        var found = picture.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    /** For whoever wants to look at it. */
    private static void keep(String name, byte[] picture) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        Files.writeString(folder.resolve(name), new String(picture, StandardCharsets.UTF_8));
    }
}
