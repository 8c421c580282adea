package org.radbridge.fhirmapper.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.ValidationResult.ValidationError;
import org.apache.pdfbox.preflight.parser.PreflightParser;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.image.JpegEncoder;
import org.radbridge.dicom.image.RenderedFrame;
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
        Document illustrated =
                new Document(
                        "Illustrated",
                        List.of(
                                new Block.Figure(
                                        new Picture(JpegEncoder.encode(picture(64, 64), 80)),
                                        "A picture")),
                        "Study 2.25.3");
        for (Document document : List.of(REPORT, longReport(), illustrated)) {
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
    void picturesStandInBothWithTheirCaptions() throws Exception {
        String caption = "Pneumothorax 0.97: image 1, \"outlined\" & coloured";
        byte[] jpeg = JpegEncoder.encode(picture(400, 300), 80);
        Document document =
                new Document(
                        "Illustrated",
                        List.of(
                                new Block.Heading("Key images"),
                                new Block.Figure(new Picture(jpeg), caption),
                                new Block.Figure(new Picture(jpeg), caption),
                                new Block.Figure(new Picture(jpeg), caption)),
                        "Study 2.25.3");

        byte[] pdf = PdfWriter.write(document);
        assertThat(text(pdf)).contains(caption);
        try (PDDocument parsed = Loader.loadPDF(pdf)) {
            assertThat(parsed.getNumberOfPages()).isEqualTo(2);
            PDResources resources = parsed.getPage(0).getResources();
            List<PDImageXObject> images = new ArrayList<>();
            for (COSName name : resources.getXObjectNames()) {
                images.add((PDImageXObject) resources.getXObject(name));
            }
            assertThat(images).hasSize(3);
            BufferedImage drawn = images.getFirst().getImage();
            assertThat(drawn.getWidth()).isEqualTo(400);
            assertThat(drawn.getHeight()).isEqualTo(300);
            assertThat(new java.awt.Color(drawn.getRGB(390, 10)).getRed()).isGreaterThan(200);
            assertThat(new java.awt.Color(drawn.getRGB(10, 10)).getRed()).isLessThan(50);
        }
        assertThat(render(pdf).getRGB(100, 200) & 0xFFFFFF).isNotEqualTo(0xFFFFFF);

        org.w3c.dom.NodeList inHtml =
                parsed(XhtmlWriter.write(document)).getElementsByTagName("img");
        assertThat(inHtml.getLength()).isEqualTo(3);
        org.w3c.dom.Element image = (org.w3c.dom.Element) inHtml.item(0);
        assertThat(image.getAttribute("alt")).isEqualTo(caption);
        assertThat(image.getAttribute("src"))
                .isEqualTo("data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg));
    }

    @Test
    void whatIsNoColourJpegIsNoPicture() {
        byte[] jpeg = JpegEncoder.encode(picture(40, 30), 80);
        assertThat(new Picture(jpeg).size()).isEqualTo(new Picture.Size(40, 30));
        for (int length = 0; length < 200; length += 3) {
            Picture cut = new Picture(Arrays.copyOf(jpeg, Math.min(length, 20)));
            assertThatThrownBy(cut::size).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] grey = JpegEncoder.encode(new RenderedFrame(8, 8, 1, new byte[64]), 80);
        assertThatThrownBy(() -> new Picture(grey).size()).hasMessageContaining("without colour");
    }

    /** Black on the left, red on the right. */
    private static RenderedFrame picture(int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        for (int pixel = 0; pixel < width * height; pixel++) {
            pixels[3 * pixel] = (byte) (pixel % width > width / 2 ? 230 : 0);
        }
        return new RenderedFrame(width, height, 3, pixels);
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
        org.w3c.dom.Document parsed = parsed(html);
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

    private static org.w3c.dom.Document parsed(byte[] xhtml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xhtml));
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
