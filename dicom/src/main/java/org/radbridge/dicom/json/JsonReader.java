package org.radbridge.dicom.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.DecimalString;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.DicomFormatException.Kind;

/** Reads attributes as PS3.18 section F.2 lays them out; keys it does not know are passed over. */
final class JsonReader {

    private final JsonParser parser;
    private final BulkDataResolver resolver;

    JsonReader(JsonParser parser, BulkDataResolver resolver) {
        this.parser = parser;
        this.resolver = resolver;
    }

    DataSet readOutermost() throws IOException {
        parser.nextToken();
        return readOutermostFromHere();
    }

    /** Reads the object whose first token is the current one. */
    DataSet readOutermostFromHere() throws IOException {
        DataSet dataSet = readDataSet();
        if (!dataSet.contains(Tag.SpecificCharacterSet) && needsUnicode(dataSet)) {
            dataSet.put(Tag.SpecificCharacterSet, "ISO_IR 192");
        }
        return dataSet;
    }

    void expect(JsonToken token) throws IOException {
        if (parser.nextToken() != token) {
            throw malformed("expected " + token);
        }
    }

    void expectEnd() throws IOException {
        if (parser.nextToken() != null) {
            throw malformed("text after the end");
        }
    }

    boolean hasNextInArray() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    private static boolean needsUnicode(DataSet dataSet) {
        for (Element element : dataSet) {
            boolean needs =
                    switch (element) {
                        case TextElement text -> !SpecificCharacterSet.isAscii(text.bytes());
                        case SequenceElement sequence ->
                                sequence.items().stream().anyMatch(JsonReader::needsUnicode);
                        default -> false;
                    };
            if (needs) {
                return true;
            }
        }
        return false;
    }

    private DataSet readDataSet() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("a data set is an object");
        }
        DataSet dataSet = new DataSet();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            readAttribute(tagOf(parser.currentName()), dataSet);
        }
        return dataSet;
    }

    private int tagOf(String key) {
        boolean hexadecimal =
                key.length() == 8 && key.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        if (!hexadecimal) {
            throw malformed("a key is eight hexadecimal digits");
        }
        return Integer.parseUnsignedInt(key, 16);
    }

    /**
     * The keys may come in any order, so the value is read as it stands and understood when the VR
     * is known.
     */
    private void readAttribute(int tag, DataSet dataSet) throws IOException {
        expect(JsonToken.START_OBJECT);
        Vr vr = null;
        List<@Nullable Object> values = List.of();
        byte[] inline = null;
        String uri = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "vr" -> vr = vrOf(parser.getText());
                case "Value" -> values = readValues();
                case "InlineBinary" -> inline = parser.getBinaryValue();
                case "BulkDataURI" -> uri = parser.getText();
                default -> parser.skipChildren();
            }
        }
        Vr known = vr == null ? Dictionary.vr(tag) : vr;
        if (uri != null) {
            dataSet.put(resolver.resolve(tag, known, uri));
        } else if (inline != null) {
            dataSet.putBytes(tag, known, inline);
        } else {
            putValues(tag, known, values, dataSet);
        }
    }

    private Vr vrOf(@Nullable String name) {
        if (name != null && name.length() == 2 && name.charAt(0) < 0x80 && name.charAt(1) < 0x80) {
            return Vr.of((byte) name.charAt(0), (byte) name.charAt(1))
                    .orElseThrow(() -> malformed("no value representation"));
        }
        throw malformed("no value representation");
    }

    /** Data sets for items, text for all else; null for an empty value. */
    private List<@Nullable Object> readValues() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw malformed("Value is an array");
        }
        List<@Nullable Object> values = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            values.add(readValue(token));
            token = parser.nextToken();
        }
        return values;
    }

    private @Nullable Object readValue(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
            case START_OBJECT -> readObject();
            default -> throw malformed("a value is a string, a number or an object");
        };
    }

    /** An item, or the groups of a person name: told apart by the first key. */
    private Object readObject() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.END_OBJECT) {
            return new DataSet();
        }
        String key = parser.currentName();
        if (isPersonNameGroup(key)) {
            return readPersonName();
        }
        DataSet item = new DataSet();
        do {
            readAttribute(tagOf(parser.currentName()), item);
        } while (parser.nextToken() != JsonToken.END_OBJECT);
        return item;
    }

    private static boolean isPersonNameGroup(String key) {
        return switch (key) {
            case "Alphabetic", "Ideographic", "Phonetic" -> true;
            default -> false;
        };
    }

    private String readPersonName() throws IOException {
        String[] groups = {"", "", ""};
        do {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "Alphabetic" -> groups[0] = parser.getText();
                case "Ideographic" -> groups[1] = parser.getText();
                case "Phonetic" -> groups[2] = parser.getText();
                default -> parser.skipChildren();
            }
        } while (parser.nextToken() != JsonToken.END_OBJECT);
        String name = String.join("=", groups);
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '=') {
            end--;
        }
        return name.substring(0, end);
    }

    private void putValues(int tag, Vr vr, List<@Nullable Object> values, DataSet dataSet) {
        if (vr == Vr.SQ) {
            dataSet.putItems(tag, items(values));
            return;
        }
        String[] texts = new String[values.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = textOf(vr, values.get(i));
        }
        try {
            dataSet.put(tag, vr, texts);
        } catch (IllegalArgumentException notOfThisVr) {
            throw malformed(Dictionary.format(tag) + " is no " + vr);
        }
    }

    private List<DataSet> items(List<@Nullable Object> values) {
        List<DataSet> items = new ArrayList<>(values.size());
        for (Object value : values) {
            switch (value) {
                case null -> items.add(new DataSet());
                case DataSet item -> items.add(item);
                default -> throw malformed("an item is an object");
            }
        }
        return items;
    }

    private String textOf(Vr vr, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case DataSet empty when empty.isEmpty() -> "";
            case String text when vr == Vr.DS && text.length() > DecimalString.MAX_LENGTH ->
                    DecimalString.of(Double.parseDouble(text));
            case String text -> text;
            default -> throw malformed("a value is no item");
        };
    }

    private DicomFormatException malformed(String detail) {
        return new DicomFormatException(
                Kind.MALFORMED, parser.currentLocation().getCharOffset(), detail);
    }
}
