package org.radbridge.dicom.xml;

import java.io.IOException;
import java.io.Writer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.json.BulkDataUris;
import org.radbridge.dicom.json.TextForm;

/**
 * Writes attributes as PS3.19 section A.1.5 lays them out. Characters that XML 1.0 cannot carry,
 * form feed among them, become U+FFFD.
 */
final class XmlWriter {

    /** The components of a person name's group, in their order (PS3.5 section 6.2.1). */
    static final List<String> NAME_COMPONENTS =
            List.of("FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix");

    private final Writer output;
    private final BulkDataUris bulkDataUris;

    XmlWriter(Writer output, BulkDataUris bulkDataUris) {
        this.output = output;
        this.bulkDataUris = bulkDataUris;
    }

    void writeDocument(DataSet dataSet) throws IOException {
        output.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<NativeDicomModel xmlns=\"");
        output.write(DicomXml.NAMESPACE);
        output.write("\" xml:space=\"preserve\">");
        write(dataSet, "");
        output.write("</NativeDicomModel>\n");
    }

    private void write(DataSet dataSet, String path) throws IOException {
        for (Element element : dataSet) {
            boolean groupLength = (element.tag() & 0xFFFF) == 0;
            if (!groupLength) {
                write(element, dataSet, path + "%08X".formatted(element.tag()));
            }
        }
    }

    private void write(Element element, DataSet around, String path) throws IOException {
        switch (element) {
            case TextElement text -> {
                begin(text, around);
                writeValues(text.vr(), textOf(text));
                end();
            }
            case BinaryElement binary when binary.vr().isNumber() && binary.isWhole() -> {
                begin(binary, around);
                writeValues(binary.vr(), new DataSet().put(binary).strings(binary.tag()));
                end();
            }
            case BinaryElement binary -> writeBytes(TextForm.bytes(binary), around, path);
            case SequenceElement sequence -> {
                begin(sequence, around);
                writeItems(sequence, path);
                end();
            }
            case PixelDataFragments _, SkippedElement _ -> writeReference(element, around, path);
        }
    }

    private static List<String> textOf(TextElement text) {
        return text.tag() == Tag.SpecificCharacterSet && !text.isEmpty()
                ? List.of("ISO_IR 192")
                : text.values();
    }

    private void begin(Element element, DataSet around) throws IOException {
        int tag = element.tag();
        Optional<String> creator = Dictionary.privateCreator(tag, around);
        // The block's number says nothing once its creator is named: PS3.19 wants it zero.
        boolean firstBlock =
                creator.isPresent()
                        && around.privateTag(tag >>> 16, creator.get(), tag & 0xFF).orElse(0)
                                == tag;
        output.write("<DicomAttribute");
        attribute("tag", "%08X".formatted(firstBlock ? tag & 0xFFFF00FF : tag));
        attribute("vr", element.vr().name());
        Optional<String> keyword = Dictionary.keyword(tag);
        if (keyword.isPresent()) {
            attribute("keyword", keyword.get());
        }
        if (creator.isPresent()) {
            attribute("privateCreator", creator.get());
        }
        output.write('>');
    }

    private void end() throws IOException {
        output.write("</DicomAttribute>");
    }

    private void writeValues(Vr vr, List<String> values) throws IOException {
        int number = 1;
        for (String value : values) {
            if (vr == Vr.PN) {
                if (hasComponents(value)) {
                    writePersonName(number, value);
                }
            } else if (!value.isEmpty()) {
                beginNumbered("Value", number);
                text(vr == Vr.FL || vr == Vr.FD ? schemaDouble(value) : value);
                output.write("</Value>");
            }
            number++;
        }
    }

    /** XML Schema's words for what is no finite number. */
    private static String schemaDouble(String value) {
        return value.replace("Infinity", "INF");
    }

    private void beginNumbered(String name, int number) throws IOException {
        output.write('<');
        output.write(name);
        attribute("number", Integer.toString(number));
        output.write('>');
    }

    private void writePersonName(int number, String value) throws IOException {
        beginNumbered("PersonName", number);
        String[] groups = value.split("=", TextForm.PERSON_NAME_GROUPS.size());
        for (int i = 0; i < groups.length; i++) {
            if (hasComponents(groups[i])) {
                String name = TextForm.PERSON_NAME_GROUPS.get(i);
                output.write("<" + name + ">");
                writeComponents(groups[i].split("\\^", NAME_COMPONENTS.size()));
                output.write("</" + name + ">");
            }
        }
        output.write("</PersonName>");
    }

    /** False for a name, or a group, that is only delimiters: it names nobody. */
    private static boolean hasComponents(String name) {
        return name.chars().anyMatch(c -> c != '^' && c != '=');
    }

    private void writeComponents(String[] components) throws IOException {
        for (int i = 0; i < components.length; i++) {
            if (!components[i].isEmpty()) {
                output.write("<" + NAME_COMPONENTS.get(i) + ">");
                text(components[i]);
                output.write("</" + NAME_COMPONENTS.get(i) + ">");
            }
        }
    }

    private void writeBytes(BinaryElement binary, DataSet around, String path) throws IOException {
        begin(binary, around);
        if (!binary.isEmpty()) {
            Optional<String> uri = bulkDataUris.uriOf(path, binary);
            if (uri.isPresent()) {
                bulkData(uri.get());
            } else {
                output.write("<InlineBinary>");
                output.write(Base64.getEncoder().encodeToString(binary.bytes()));
                output.write("</InlineBinary>");
            }
        }
        end();
    }

    private void writeReference(Element element, DataSet around, String path) throws IOException {
        Optional<String> uri = bulkDataUris.uriOf(path, element);
        if (uri.isPresent()) {
            begin(element, around);
            bulkData(uri.get());
            end();
        }
    }

    private void bulkData(String uri) throws IOException {
        output.write("<BulkData");
        attribute("uri", uri);
        output.write("/>");
    }

    private void writeItems(SequenceElement sequence, String path) throws IOException {
        int number = 1;
        for (DataSet item : sequence.items()) {
            beginNumbered("Item", number);
            write(item, path + "/" + number + "/");
            output.write("</Item>");
            number++;
        }
    }

    private void attribute(String name, String value) throws IOException {
        output.write(' ');
        output.write(name);
        output.write("=\"");
        text(value);
        output.write('"');
    }

    private void text(String value) throws IOException {
        int position = 0;
        while (position < value.length()) {
            int character = value.codePointAt(position);
            position += Character.charCount(character);
            switch (character) {
                case '<' -> output.write("&lt;");
                case '>' -> output.write("&gt;");
                case '&' -> output.write("&amp;");
                case '"' -> output.write("&quot;");
                // A reader turns these into line feeds and spaces unless they are references.
                case '\r' -> output.write("&#13;");
                case '\t' -> output.write("&#9;");
                case '\n' -> output.write("&#10;");
                default -> output.write(Character.toString(isXml(character) ? character : 0xFFFD));
            }
        }
    }

    /** The production Char of XML 1.0. */
    private static boolean isXml(int character) {
        return character >= 0x20 && character <= 0xD7FF
                || character >= 0xE000 && character <= 0xFFFD
                || character >= 0x10000;
    }
}
