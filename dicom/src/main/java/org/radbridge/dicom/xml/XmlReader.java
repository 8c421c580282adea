package org.radbridge.dicom.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.io.LimitAccount;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.TextForm;

/**
 * Reads attributes as PS3.19 section A.1.5 lays them out; elements that it does not know are passed
 * over.
 */
final class XmlReader {

    /** No value that is numbered beyond this is believed: each missing one takes a place. */
    private static final int HIGHEST_NUMBER = 1 << 20;

    private final XMLStreamReader reader;
    private final BulkDataResolver resolver;
    private final LimitAccount account;

    XmlReader(XMLStreamReader reader, BulkDataResolver resolver, LimitAccount account) {
        this.reader = reader;
        this.resolver = resolver;
        this.account = account;
    }

    DataSet readDocument() throws XMLStreamException {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                throw malformed("a document type is not read");
            }
        }
        if (!reader.getLocalName().equals("NativeDicomModel")) {
            throw malformed("not a Native DICOM Model");
        }
        DataSet dataSet = readAttributes();
        while (reader.hasNext()) {
            reader.next();
        }
        return TextForm.withCharacterSet(dataSet);
    }

    /** Attributes up to the end of the current element. */
    private DataSet readAttributes() throws XMLStreamException {
        DataSet dataSet = new DataSet();
        while (nextChild()) {
            if (reader.getLocalName().equals("DicomAttribute")) {
                readAttribute(dataSet);
            } else {
                skip();
            }
        }
        return dataSet;
    }

    private void readAttribute(DataSet dataSet) throws XMLStreamException {
        account.addElement(offset());
        int written =
                TextForm.tag(attribute("tag").orElse(""))
                        .orElseThrow(() -> malformed("a tag is eight hexadecimal digits"));
        String creator = attribute("privateCreator").orElse(null);
        int tag = creator == null ? written : PrivateBlocks.tag(written, creator, dataSet);
        Vr vr = attribute("vr").map(this::vrOf).orElseGet(() -> Dictionary.vr(tag));
        List<String> values = new ArrayList<>();
        List<DataSet> items = new ArrayList<>();
        byte[] inline = null;
        String uri = null;
        while (nextChild()) {
            switch (reader.getLocalName()) {
                case "Value" -> putAt(values, number(), readText(tag));
                case "PersonName" -> putAt(values, number(), readPersonName(tag));
                case "Item" -> items.add(readItem());
                case "InlineBinary" -> inline = decoded(readText(tag));
                case "BulkData" -> {
                    uri = readUri();
                    skip();
                }
                default -> skip();
            }
        }
        if (uri != null) {
            dataSet.put(resolver.resolve(tag, vr, uri));
        } else if (inline != null && vr != Vr.SQ) {
            dataSet.putBytes(tag, vr, inline);
        } else if (vr == Vr.SQ) {
            dataSet.put(new SequenceElement(tag, items));
        } else {
            putText(dataSet, tag, vr, values);
        }
        if (dataSet.element(tag).orElse(null) instanceof BinaryElement bytes && !bytes.isWhole()) {
            throw malformed(Dictionary.format(tag) + " is no " + vr);
        }
    }

    private Vr vrOf(String name) {
        return TextForm.vr(name).orElseThrow(() -> malformed("no value representation"));
    }

    private void putText(DataSet dataSet, int tag, Vr vr, List<String> values) {
        try {
            TextForm.put(dataSet, tag, vr, values);
        } catch (IllegalArgumentException | InvalidValueException notOfThisVr) {
            throw malformed(Dictionary.format(tag) + " is no " + vr);
        }
    }

    private DataSet readItem() throws XMLStreamException {
        account.addElement(offset());
        account.enterSequence(offset());
        DataSet item = readAttributes();
        account.leaveSequence();
        return item;
    }

    private String readPersonName(int tag) throws XMLStreamException {
        String[] groups = {"", "", ""};
        while (nextChild()) {
            int group = TextForm.PERSON_NAME_GROUPS.indexOf(reader.getLocalName());
            if (group < 0) {
                skip();
            } else {
                groups[group] = readComponents(tag);
            }
        }
        return TextForm.personName(List.of(groups));
    }

    private String readComponents(int tag) throws XMLStreamException {
        String[] components = new String[XmlWriter.NAME_COMPONENTS.size()];
        Arrays.fill(components, "");
        int count = 0;
        while (nextChild()) {
            int index = XmlWriter.NAME_COMPONENTS.indexOf(reader.getLocalName());
            if (index < 0) {
                skip();
            } else {
                components[index] = readText(tag);
                count = Math.max(count, index + 1);
            }
        }
        return String.join("^", Arrays.asList(components).subList(0, count));
    }

    private String readUri() {
        return attribute("uri")
                .or(() -> attribute("uuid").map("urn:uuid:"::concat))
                .orElseThrow(() -> malformed("a BulkData has neither uri nor uuid"));
    }

    /** The attribute {@code number}, counted from 1. */
    private int number() {
        String digits = attribute("number").orElse("");
        boolean number =
                !digits.isEmpty()
                        && digits.length() <= 7
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = number ? Integer.parseInt(digits) : 0;
        if (value < 1 || value > HIGHEST_NUMBER) {
            throw malformed("a value has no number, or one beyond all sense");
        }
        return value;
    }

    /** Values that are left out between others are empty. */
    private void putAt(List<String> values, int number, String value) {
        while (values.size() < number) {
            account.keep(16, offset());
            values.add("");
        }
        values.set(number - 1, value);
    }

    private byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw malformed("an InlineBinary is base64");
        }
    }

    // --- the stream

    /** Goes to the next element inside the current one; false at its end. */
    private boolean nextChild() throws XMLStreamException {
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return false;
                }
                case XMLStreamConstants.END_DOCUMENT -> throw malformed("the document ends early");
                default -> {}
            }
        }
    }

    /** Leaves out the current element with all in it. */
    private void skip() throws XMLStreamException {
        int open = 1;
        while (open > 0) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> open++;
                case XMLStreamConstants.END_ELEMENT -> open--;
                default -> {}
            }
        }
    }

    /** The text of the current element, counted as it comes; elements in it are left out. */
    private String readText(int tag) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
                skip();
            } else if (reader.isCharacters()) {
                account.keep(reader.getTextLength(), offset());
                account.checkLength(tag, text.length() + (long) reader.getTextLength(), offset());
                text.append(
                        reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
        }
        return text.toString();
    }

    private Optional<String> attribute(String name) {
        @Nullable String value = reader.getAttributeValue(null, name);
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    private long offset() {
        return reader.getLocation().getCharacterOffset();
    }

    private DicomFormatException malformed(String detail) {
        return new DicomFormatException(Kind.MALFORMED, offset(), detail);
    }
}
