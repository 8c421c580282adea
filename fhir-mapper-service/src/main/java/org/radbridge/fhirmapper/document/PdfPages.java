package org.radbridge.fhirmapper.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pages of text under way: lines are set from top to bottom, and a new page begins where one does
 * not fit. Lengths are in points, 72 to the inch; the origin is a page's lower left corner.
 */
final class PdfPages {
    static final double WIDTH = 595;
    static final double HEIGHT = 842;
    static final double MARGIN = 56;
    private static final double BOTTOM = 72;

    private final FontSubset font;
    private final List<StringBuilder> pages = new ArrayList<>();
    private double y;

    PdfPages(FontSubset font) {
        this.font = font;
        turn();
    }

    /** What each page draws. */
    List<StringBuilder> pages() {
        return pages;
    }

    /** How wide the text between the margins may be. */
    static double measure() {
        return WIDTH - 2 * MARGIN;
    }

    void space(double height) {
        y -= height;
    }

    /** Begins a page when less than this is left. */
    void keep(double height) {
        if (y - height < BOTTOM) {
            turn();
        }
    }

    /** A rule from margin to margin. */
    void rule() {
        page().append(
                        format(
                                "0.5 w %.1f %.1f m %.1f %.1f l S\n",
                                MARGIN, y - 3, WIDTH - MARGIN, y - 3));
        space(5);
    }

    /**
     * Text side by side, each broken into lines in its own column.
     *
     * @param starts left edge of each column, from the margin
     * @param widths of the columns
     */
    void row(List<String> cells, List<Double> starts, List<Double> widths, double size) {
        List<List<String>> broken = new ArrayList<>();
        int lines = 1;
        for (int i = 0; i < cells.size(); i++) {
            broken.add(lines(cells.get(i), widths.get(i), size));
            lines = Math.max(lines, broken.getLast().size());
        }
        double leading = size * 1.3;
        for (int line = 0; line < lines; line++) {
            keep(leading);
            space(leading);
            for (int i = 0; i < cells.size(); i++) {
                if (line < broken.get(i).size()) {
                    text(MARGIN + starts.get(i), y, size, broken.get(i).get(line));
                }
            }
        }
    }

    /** Text over the whole measure. */
    void paragraph(String text, double size) {
        row(List.of(text), List.of(0.0), List.of(measure()), size);
    }

    /**
     * A picture with its caption under it, on one page.
     *
     * @param name of its XObject
     */
    void picture(String name, double width, double height, String caption, double size) {
        double leading = size * 1.3;
        keep(height + 8 + leading * lines(caption, measure(), size).size());
        space(height + 8);
        page().append(
                        format(
                                "q %.2f 0 0 %.2f %.2f %.2f cm /%s Do Q\n",
                                width, height, MARGIN, y, name));
        paragraph(caption, size);
    }

    /** Text under a page. */
    void footer(int page, String text) {
        double size = 7.5;
        y = BOTTOM - 20;
        for (String line : lines(text, measure(), size)) {
            pages.get(page).append(draw(MARGIN, y, size, line));
            y -= size * 1.3;
        }
    }

    private void text(double x, double baseline, double size, String text) {
        page().append(draw(x, baseline, size, text));
    }

    private String draw(double x, double baseline, double size, String text) {
        StringBuilder glyphs = new StringBuilder();
        text.codePoints().forEach(c -> glyphs.append(hex(font.use(c))));
        return format("BT /F1 %.1f Tf %.2f %.2f Td <%s> Tj ET\n", size, x, baseline, glyphs);
    }

    static String hex(int glyph) {
        return "%04X".formatted(glyph);
    }

    /** Broken at spaces, and inside what is longer than a line. */
    private List<String> lines(String text, double width, double size) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split(" ", -1)) {
                String rest = word;
                if (!line.isEmpty() && width(line + " " + rest, size) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                while (width(rest, size) > width && rest.length() > 1) {
                    int fits = fitting(rest, width, size);
                    lines.add(rest.substring(0, fits));
                    rest = rest.substring(fits);
                }
                line.append(line.isEmpty() ? "" : " ").append(rest);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private int fitting(String word, double width, double size) {
        int end = 1;
        while (end < word.length() && width(word.substring(0, end + 1), size) <= width) {
            end++;
        }
        return Character.isHighSurrogate(word.charAt(end - 1)) && end > 1 ? end - 1 : end;
    }

    private double width(String text, double size) {
        return text.codePoints().mapToDouble(c -> font.advance(c) * size / 1000).sum();
    }

    private void turn() {
        pages.add(new StringBuilder());
        y = HEIGHT - MARGIN;
    }

    private StringBuilder page() {
        return pages.getLast();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
