package org.radbridge.fhirmapper.document;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.radbridge.fhirmapper.document.Document.Block;
import org.radbridge.fhirmapper.document.Document.Column;
import org.radbridge.fhirmapper.document.Document.Field;

/**
 * Writes a document as XHTML 1.0 that stands alone: no script, no link, nothing to be fetched. All
 * text is escaped, whatever a modality wrote into a name.
 */
public final class XhtmlWriter {
    public static final String CONTENT_TYPE = "text/html";

    private static final String STYLE =
            "body{font-family:sans-serif;max-width:48em;margin:2em auto;color:#111}"
                    + "h1{font-size:1.4em}h2{font-size:1.1em;border-bottom:1px solid #888}"
                    + "th{text-align:left;vertical-align:top;padding-right:1em}"
                    + "td{vertical-align:top;padding-right:1em}"
                    + "figure{margin:1em 0}figcaption{font-size:.9em}img{max-width:100%;height:auto}"
                    + "footer,.footer{margin-top:2em;font-size:.8em;color:#555}";

    private final StringBuilder out = new StringBuilder(4096);

    private XhtmlWriter() {}

    /** The document in UTF-8. */
    public static byte[] write(Document document) {
        XhtmlWriter writer = new XhtmlWriter();
        writer.document(document);
        return writer.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void document(Document document) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<!DOCTYPE html>\n")
                .append("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" xml:lang=\"en\">")
                .append("<head><meta charset=\"UTF-8\"/>");
        element("title", document.title());
        out.append("<style>").append(STYLE).append("</style></head>\n<body>\n");
        element("h1", document.title());
        document.blocks().forEach(this::block);
        out.append("<div class=\"footer\">");
        text(document.footer());
        out.append("</div>\n</body></html>\n");
    }

    private void block(Block block) {
        switch (block) {
            case Block.Heading heading -> element("h2", heading.text());
            case Block.Text text -> element("p", text.text());
            case Block.Fields fields -> fields(fields.fields());
            case Block.Figure figure -> figure(figure);
            case Block.Table table -> table(table);
        }
    }

    /** Inside the document (RFC 2397): there is nothing to be fetched. */
    private void figure(Block.Figure figure) {
        Picture.Size size = figure.picture().size();
        out.append(
                "<figure><img width=\"%d\" height=\"%d\" alt=\""
                        .formatted(size.width(), size.height()));
        text(figure.caption());
        out.append("\" src=\"data:image/jpeg;base64,")
                .append(Base64.getEncoder().encodeToString(figure.picture().jpeg()))
                .append("\"/>");
        element("figcaption", figure.caption());
        out.append("</figure>\n");
    }

    private void fields(List<Field> fields) {
        out.append("<table>");
        for (Field field : fields) {
            out.append("<tr>");
            element("th", field.name());
            element("td", field.value());
            out.append("</tr>");
        }
        out.append("</table>\n");
    }

    private void table(Block.Table table) {
        out.append("<table><thead><tr>");
        for (Column column : table.columns()) {
            element("th", column.name());
        }
        out.append("</tr></thead><tbody>");
        for (List<String> row : table.rows()) {
            out.append("<tr>");
            row.forEach(cell -> element("td", cell));
            out.append("</tr>");
        }
        out.append("</tbody></table>\n");
    }

    private void element(String name, String content) {
        out.append('<').append(name).append('>');
        text(content);
        out.append("</").append(name).append('>');
    }

    /** Escaped; characters that XML 1.0 has no place for become U+FFFD. */
    private void text(String text) {
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '<' -> out.append("&lt;");
                        case '>' -> out.append("&gt;");
                        case '&' -> out.append("&amp;");
                        case '"' -> out.append("&quot;");
                        case '\n' -> out.append("<br/>");
                        default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
                    }
                });
    }

    private static boolean allowed(int c) {
        return c == '\t'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
