package org.radbridge.fhirmapper.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.document.Document.Block;
import org.radbridge.fhirmapper.document.Document.Column;

/**
 * Writes a document as PDF/A-1b (ISO 19005-1): the font embedded, colour independent of devices,
 * nothing encrypted, nothing to be fetched. It calls nothing of {@code java.awt}, which a native
 * image cannot bring along.
 */
public final class PdfWriter {
    public static final String CONTENT_TYPE = "application/pdf";

    private static final String FONT = "LiberationSans";
    private static final double NAMES = 110;
    private static final double GAP = 8;
    private static final double TEXT = 9.5;
    private static final double POINTS_PER_PIXEL = 0.75;
    private static final double TALLEST_PICTURE = 320;

    /** sRGB as a colour space that depends on no device (ISO 32000-1, section 8.6.5.3). */
    private static final String RGB =
            "[/CalRGB<</WhitePoint[0.9505 1 1.089]/Gamma[2.2 2.2 2.2]"
                    + "/Matrix[0.4124 0.2126 0.0193 0.3576 0.7152 0.1192 0.1805 0.0722 0.9505]>>]";

    private final FontSubset font = new FontSubset(Font.EMBEDDED);
    private final PdfPages pages = new PdfPages(font);
    private final PdfFile file = new PdfFile();
    private final List<Integer> pictures = new ArrayList<>();

    /** Read once, when the first document is written. */
    private static final class Font {
        static final TrueTypeFont EMBEDDED = TrueTypeFont.read("/fonts/LiberationSans-Regular.ttf");
    }

    private PdfWriter() {}

    /** The document as a PDF file. */
    public static byte[] write(Document document) {
        return new PdfWriter().file(document);
    }

    private byte[] file(Document document) {
        pages.paragraph(document.title(), 16);
        List<Block> blocks = document.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            block(blocks.get(i), i + 1 < blocks.size() ? blocks.get(i + 1) : null);
        }
        int count = pages.pages().size();
        for (int page = 0; page < count; page++) {
            pages.footer(page, document.footer() + "\nPage %d of %d".formatted(page + 1, count));
        }
        int tree = file.reserve();
        int fontObject = font();
        String resources =
                "/Resources<</Font<</F1 %d 0 R>>/ColorSpace<</Cs1 [/CalGray<<".formatted(fontObject)
                        + "/WhitePoint[0.9505 1 1.089]/Gamma 2.2>>]>>/XObject<<"
                        + pictureNames()
                        + ">>>>";
        List<Integer> kids = new ArrayList<>();
        for (StringBuilder page : pages.pages()) {
            int content = file.stream("", PdfFile.ascii("/Cs1 cs 0 sc /Cs1 CS 0 SC\n" + page));
            kids.add(
                    file.add(
                            "<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.0f %.0f]%s/Contents %d 0 R>>"
                                    .formatted(
                                            tree,
                                            PdfPages.WIDTH,
                                            PdfPages.HEIGHT,
                                            resources,
                                            content)));
        }
        file.put(
                tree,
                "<</Type/Pages/Count %d/Kids[%s]>>"
                        .formatted(
                                count,
                                kids.stream()
                                        .map(kid -> kid + " 0 R")
                                        .collect(Collectors.joining(" "))));
        int metadata =
                file.stream("/Type/Metadata/Subtype/XML", PdfMetadata.write(document.title()));
        int catalog =
                file.add(
                        "<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/Lang(en)>>"
                                .formatted(tree, metadata));
        return file.write(catalog);
    }

    /**
     * Sets a block.
     *
     * @param next what follows: a heading does not stay behind when a picture goes to the next page
     */
    private void block(Block block, @Nullable Block next) {
        switch (block) {
            case Block.Heading heading -> {
                pages.keep(
                        60 + (next instanceof Block.Figure figure ? scaled(figure).height() : 0));
                pages.space(14);
                pages.paragraph(heading.text(), 12);
                pages.rule();
            }
            case Block.Text text -> pages.paragraph(text.text(), TEXT);
            case Block.Fields fields ->
                    fields.fields()
                            .forEach(field ->
                                    pages.row(
                                            List.of(field.name(), field.value()),
                                            List.of(0.0, NAMES),
                                            List.of(NAMES - GAP, PdfPages.measure() - NAMES),
                                            TEXT));
            case Block.Figure figure -> figure(figure);
            case Block.Table table -> table(table);
        }
    }

    private void figure(Block.Figure figure) {
        Picture.Size size = figure.picture().size();
        pictures.add(
                file.stream(
                        "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8"
                                        .formatted(size.width(), size.height())
                                + "/ColorSpace"
                                + RGB
                                + "/Filter/DCTDecode",
                        figure.picture().jpeg()));
        Scaled scaled = scaled(figure);
        pages.picture(
                "Im" + pictures.size(),
                scaled.width(),
                scaled.height(),
                figure.caption(),
                TEXT - 1);
    }

    /** In points. */
    private record Scaled(double width, double height) {}

    /** No wider than the text, and no larger than a screen shows it. */
    private static Scaled scaled(Block.Figure figure) {
        Picture.Size size = figure.picture().size();
        double scale =
                Math.min(
                        POINTS_PER_PIXEL,
                        Math.min(
                                PdfPages.measure() / size.width(),
                                TALLEST_PICTURE / size.height()));
        return new Scaled(size.width() * scale, size.height() * scale);
    }

    /** The pictures by the names that pages draw them by. */
    private String pictureNames() {
        return IntStream.range(0, pictures.size())
                .mapToObj(i -> "/Im%d %d 0 R".formatted(i + 1, pictures.get(i)))
                .collect(Collectors.joining());
    }

    private void table(Block.Table table) {
        List<Double> starts = new ArrayList<>();
        List<Double> widths = new ArrayList<>();
        double x = 0;
        for (Column column : table.columns()) {
            double width = column.share() * PdfPages.measure();
            starts.add(x);
            widths.add(width - GAP);
            x += width;
        }
        pages.row(table.columns().stream().map(Column::name).toList(), starts, widths, TEXT - 1.5);
        pages.space(2);
        table.rows().forEach(row -> pages.row(row, starts, widths, TEXT));
    }

    /** The composite font (ISO 32000-1, section 9.7): two bytes name a glyph of the subset. */
    private int font() {
        byte[] bytes = font.write();
        List<Integer> widths = font.widths();
        String name = tag(widths.size()) + "+" + FONT;
        int program = file.stream("/Length1 " + bytes.length, bytes);
        int set = file.stream("", all(widths.size()));
        int[] box = Font.EMBEDDED.boundingBox();
        int descriptor =
                file.add(
                        String.format(
                                Locale.ROOT,
                                "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]"
                                        + "/ItalicAngle 0/Ascent %d/Descent %d/CapHeight 729"
                                        + "/StemV 80/FontFile2 %d 0 R/CIDSet %d 0 R>>",
                                name,
                                font.thousandths(box[0]),
                                font.thousandths(box[1]),
                                font.thousandths(box[2]),
                                font.thousandths(box[3]),
                                font.thousandths(Font.EMBEDDED.ascent()),
                                font.thousandths(Font.EMBEDDED.descent()),
                                program,
                                set));
        int descendant =
                file.add(
                        "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s".formatted(name)
                                + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                                + "/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor "
                                + descriptor
                                + " 0 R/DW 0/W[0["
                                + widths.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(" "))
                                + "]]>>");
        int unicode = file.stream("", unicode());
        return file.add(
                "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H".formatted(name)
                        + "/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
                                .formatted(descendant, unicode));
    }

    /** Six capitals mark a subset (section 9.6.4); the count of glyphs tells ours apart. */
    private static String tag(int glyphs) {
        StringBuilder tag = new StringBuilder();
        for (int rest = glyphs, i = 0; i < 6; i++, rest /= 26) {
            tag.append((char) ('A' + rest % 26));
        }
        return tag.toString();
    }

    private static byte[] all(int glyphs) {
        BitSet bits = new BitSet();
        for (int i = 0; i < glyphs; i++) {
            // The highest bit of a byte stands for its first glyph.
            bits.set(i / 8 * 8 + 7 - i % 8);
        }
        return bits.toByteArray();
    }

    /** What the glyphs say, for those who search and copy (section 9.10.3). */
    private byte[] unicode() {
        StringBuilder map =
                new StringBuilder(
                        """
                        /CIDInit /ProcSet findresource begin
                        12 dict begin
                        begincmap
                        /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
                        /CMapName /Adobe-Identity-UCS def
                        /CMapType 2 def
                        1 begincodespacerange
                        <0000> <FFFF>
                        endcodespacerange
                        """);
        List<String> entries =
                font.characterOfGlyph().entrySet().stream()
                        .map(e -> "<%04X> <%04X>\n".formatted(e.getKey(), e.getValue()))
                        .toList();
        for (int from = 0; from < entries.size(); from += 100) {
            List<String> part = entries.subList(from, Math.min(from + 100, entries.size()));
            map.append(part.size()).append(" beginbfchar\n");
            part.forEach(map::append);
            map.append("endbfchar\n");
        }
        map.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        return map.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
