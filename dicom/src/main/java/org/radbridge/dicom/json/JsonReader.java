package org.radbridge.dicom.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.io.LimitAccount;
import org.radbridge.dicom.io.ReadLimits;

/** Reads attributes as PS3.18 section F.2 lays them out; keys it does not know are passed over. */
final class JsonReader {

    private final JsonParser parser;
    private final BulkDataResolver resolver;
    private final LimitAccount account;

    JsonReader(JsonParser parser, BulkDataResolver resolver, LimitAccount account) {
        this.parser = parser;
        this.resolver = resolver;
        this.account = account;
    }

    DataSet readOutermost() throws IOException {
        parser.nextToken();
        return readOutermostFromHere();
    }

    /** Reads the object whose first token is the current one. */
    DataSet readOutermostFromHere() throws IOException {
        return TextForm.withCharacterSet(readDataSet());
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
        return TextForm.tag(key).orElseThrow(() -> malformed("a key is eight hexadecimal digits"));
    }

    /**
     * The keys may come in any order, so the value is read as it stands and understood when the VR
     * is known.
     */
    private void readAttribute(int tag, DataSet dataSet) throws IOException {
        expect(JsonToken.START_OBJECT);
        account.addElement(offset());
        Vr vr = null;
        List<@Nullable Object> values = List.of();
        byte[] inline = null;
        String uri = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "vr" -> vr = vrOf(string("a value representation"));
                case "Value" -> values = readValues(tag);
                case "InlineBinary" -> inline = kept(tag, parser.getBinaryValue());
                case "BulkDataURI" -> uri = string("a BulkDataURI");
                default -> parser.skipChildren();
            }
        }
        Vr known = vr == null ? Dictionary.vr(tag) : vr;
        if (uri != null) {
            dataSet.put(resolver.resolve(tag, known, uri));
        } else if (inline != null && known != Vr.SQ) {
            dataSet.putBytes(tag, known, inline);
        } else {
            putValues(tag, known, values, dataSet);
            return;
        }
        if (dataSet.element(tag).orElse(null) instanceof BinaryElement bytes && !bytes.isWhole()) {
            throw malformed(Dictionary.format(tag) + " is no " + known);
        }
    }

    private Vr vrOf(String name) {
        return TextForm.vr(name).orElseThrow(() -> malformed("no value representation"));
    }

    private byte[] kept(int tag, byte[] value) {
        account.checkLength(tag, value.length, offset());
        account.keep(value.length, offset());
        return value;
    }

    private String kept(int tag, String value) {
        account.checkLength(tag, value.length(), offset());
        account.keep(value.length(), offset());
        return value;
    }

    /** Data sets for items, text for all else; null for an empty value. */
    private List<@Nullable Object> readValues(int tag) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw malformed("Value is an array");
        }
        List<@Nullable Object> values = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            values.add(readValue(tag, token));
            token = parser.nextToken();
        }
        return values;
    }

    private @Nullable Object readValue(int tag, JsonToken token) throws IOException {
        account.keep(ReadLimits.ELEMENT_OVERHEAD, offset());
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> kept(tag, parser.getText());
            case START_OBJECT -> readObject(tag);
            default -> throw malformed("a value is a string, a number or an object");
        };
    }

    /** An item, or the groups of a person name: told apart by the first key. */
    private Object readObject(int tag) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.END_OBJECT) {
            return new DataSet();
        }
        String key = parser.currentName();
        if (TextForm.PERSON_NAME_GROUPS.contains(key)) {
            return kept(tag, readPersonName());
        }
        account.enterSequence(offset());
        DataSet item = new DataSet();
        do {
            readAttribute(tagOf(parser.currentName()), item);
        } while (parser.nextToken() != JsonToken.END_OBJECT);
        account.leaveSequence();
        return item;
    }

    private String readPersonName() throws IOException {
        String[] groups = {"", "", ""};
        do {
            int group = TextForm.PERSON_NAME_GROUPS.indexOf(parser.currentName());
            parser.nextToken();
            if (group >= 0) {
                groups[group] = string("a group of a name");
            } else {
                parser.skipChildren();
            }
        } while (parser.nextToken() != JsonToken.END_OBJECT);
        return TextForm.personName(List.of(groups));
    }

    /**
     * The current token's text: an object or an array in its place would shift all that follows.
     */
    private String string(String what) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw malformed(what + " is a string");
        }
        return parser.getText();
    }

    private void putValues(int tag, Vr vr, List<@Nullable Object> values, DataSet dataSet) {
        if (vr == Vr.SQ) {
            dataSet.putItems(tag, items(values));
            return;
        }
        List<String> texts = values.stream().map(this::text).toList();
        try {
            TextForm.put(dataSet, tag, vr, texts);
        } catch (IllegalArgumentException | InvalidValueException notOfThisVr) {
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

    private String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case DataSet empty when empty.isEmpty() -> "";
            case String text -> text;
            default -> throw malformed("a value is no item");
        };
    }

    private long offset() {
        return parser.currentLocation().getCharOffset();
    }

    private DicomFormatException malformed(String detail) {
        return new DicomFormatException(Kind.MALFORMED, offset(), detail);
    }
}
