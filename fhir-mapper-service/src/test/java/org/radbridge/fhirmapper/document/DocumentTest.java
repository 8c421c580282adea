package org.radbridge.fhirmapper.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.ValidationResult.ValidationError;
import org.apache.pdfbox.preflight.parser.PreflightParser;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.fhirmapper.document.Document.Block;
import org.radbridge.fhirmapper.document.Document.Column;
import org.radbridge.fhirmapper.document.Document.Field;

/** What PDFBox, its judge of PDF/A and the XML parser of Java say of our documents. */
@Tag("C5")
class DocumentTest {
    private static final Document REPORT =
            new Document(
                    "Result of image analysis",
                    List.of(
                            new Block.Heading("Patient"),
                            new Block.Fields(
                                    List.of(
                                            new Field("Name", "Žofie Ångström-Łukasz <b>&\"'"),
                                            new Field("Also", "Ελένη Παπαδοπούλου, Анна Ковалёва"),
                                            new Field("No glyph", "山田 \uD83D\uDE00"))),
                            new Block.Heading("Findings"),
                            new Block.Table(
                                    List.of(new Column("Finding", 0.5), new Column("Said", 0.5)),
                                    List.of(
                                            List.of("Pneumothorax", "accepted: ½ of µ"),
                                            List.of(
                                                    "Effusion",
                                                    "rejected: a long reason that does"
                                                            + " not fit into one line of its narrow column"))),
                            new Block.Text("First line.\nSecond line.")),
                    "Study 2.25.1, revision 1, edition 4");

    @Test
    void thePdfIsPdfA1bAsPdfBoxJudgesIt(@TempDir Path folder) throws IOException {
        for (Document document : List.of(REPORT, longReport())) {
            Path file = folder.resolve("report.pdf");
            Files.write(file, PdfWriter.write(document));
            ValidationResult result = PreflightParser.validate(file.toFile());
            assertThat(result.getErrorsList())
                    .extracting(ValidationError::getErrorCode, ValidationError::getDetails)
                    .isEmpty();
            assertThat(result.isValid()).isTrue();
        }
    }

    @Test
    void itsTextCanBeReadBackInEveryScriptThatTheFontHas() throws IOException {
        String text = text(PdfWriter.write(REPORT));
        assertThat(text)
                .contains("Result of image analysis")
                .contains("Žofie Ångström-Łukasz <b>&\"'")
                .contains("Ελένη Παπαδοπούλου, Анна Ковалёва")
                .contains("accepted: ½ of µ")
                .contains("□□ □")
                .contains("First line.\nSecond line.")
                .contains("edition 4\nPage 1 of 1");
    }

    @Test
    void everyGlyphLooksAsInTheWholeFont() throws IOException {
        // Letters made of parts are where a subset goes wrong: those parts have numbers too.
        BufferedImage page = render(PdfWriter.write(REPORT));
        assertThat(inked(page)).isBetween(0.005, 0.08);
        assertThat(page.getWidth()).isEqualTo(595);
    }

    @Test
    void aLongReportGoesOnOnFurtherPages() throws IOException {
        byte[] pdf = PdfWriter.write(longReport());
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
        }
        String text = text(pdf);
        IntStream.range(0, 200).forEach(i -> assertThat(text).contains("Finding " + i + " "));
        assertThat(text).contains("Page 1 of").contains("x".repeat(50));
    }

    @Test
    void theSameContentGivesTheSameBytes() {
        assertThat(PdfWriter.write(REPORT)).isEqualTo(PdfWriter.write(REPORT));
        assertThat(XhtmlWriter.write(REPORT)).isEqualTo(XhtmlWriter.write(REPORT));
    }

    @Test
    void thePdfOfAReportIsSmall() {
        assertThat(PdfWriter.write(REPORT)).hasSizeLessThan(60_000);
    }

    @Test
    void theXhtmlIsXmlWithoutScriptsAndKeepsWhatLooksLikeMarkupAsText() throws Exception {
        byte[] html = XhtmlWriter.write(REPORT);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        org.w3c.dom.Document parsed =
                factory.newDocumentBuilder().parse(new ByteArrayInputStream(html));
        assertThat(parsed.getDocumentElement().getNamespaceURI())
                .isEqualTo("http://www.w3.org/1999/xhtml");
        assertThat(parsed.getElementsByTagNameNS("*", "script").getLength()).isZero();
        assertThat(parsed.getElementsByTagNameNS("*", "b").getLength()).isZero();
        assertThat(parsed.getDocumentElement().getTextContent())
                .contains("Žofie Ångström-Łukasz <b>&\"'", "山田 \uD83D\uDE00");
        assertThat(new String(html, StandardCharsets.UTF_8))
                .doesNotContain("http://www.radbridge", "src=", "href=");
    }

    @Test
    void whatXmlHasNoPlaceForIsReplaced() throws Exception {
        Document odd = new Document("T", List.of(new Block.Text("a\u0001b\uD800c\uFFFFd")), "f");
        String html = new String(XhtmlWriter.write(odd), StandardCharsets.UTF_8);
        assertThat(html).contains("a\uFFFDb\uFFFDc\uFFFDd");
        assertThat(text(PdfWriter.write(odd))).contains("T");
    }

    private static Document longReport() {
        List<List<String>> rows =
                IntStream.range(0, 200)
                        .mapToObj(i -> List.of("Finding " + i + " ", "x".repeat(i)))
                        .collect(Collectors.toList());
        Collections.shuffle(rows, new java.util.Random(7));
        return new Document(
                "Long",
                List.of(new Block.Table(List.of(new Column("A", 0.3), new Column("B", 0.7)), rows)),
                "Study 2.25.2");
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(false);
            return stripper.getText(document).replace("\r\n", "\n");
        }
    }

    private static BufferedImage render(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage image = new PDFRenderer(document).renderImage(0);
            String keep = System.getProperty("radbridge.keep-picture");
            if (keep != null) {
                javax.imageio.ImageIO.write(
                        new PDFRenderer(document).renderImage(0, 2), "png", new java.io.File(keep));
            }
            return image;
        }
    }

    /** Share of the page that is not white. */
    private static double inked(BufferedImage page) {
        long dark = 0;
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                dark += (page.getRGB(x, y) & 0xFF) < 128 ? 1 : 0;
            }
        }
        return dark / (double) (page.getWidth() * page.getHeight());
    }
}
