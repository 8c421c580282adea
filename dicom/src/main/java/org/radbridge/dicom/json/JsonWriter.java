package org.radbridge.dicom.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Vr;

/** Writes attributes as PS3.18 section F.2 lays them out. */
final class JsonWriter {

    /** A number in text that is longer is left as text. */
    private static final int LONGEST_NUMBER = 64;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final JsonGenerator generator;
    private final BulkDataUris bulkDataUris;

    JsonWriter(JsonGenerator generator, BulkDataUris bulkDataUris) {
        this.generator = generator;
        this.bulkDataUris = bulkDataUris;
    }

    void write(DataSet dataSet) throws IOException {
        write(dataSet, "");
    }

    private void write(DataSet dataSet, String path) throws IOException {
        generator.writeStartObject();
        for (Element element : dataSet) {
            boolean groupLength = (element.tag() & 0xFFFF) == 0;
            if (!groupLength) {
                write(element, path);
            }
        }
        generator.writeEndObject();
    }

    private void write(Element element, String path) throws IOException {
        String key = HEX.toHexDigits(element.tag());
        switch (element) {
            case TextElement text -> {
                begin(key, text.vr());
                writeText(text);
                generator.writeEndObject();
            }
            case BinaryElement binary when binary.vr().isNumber() && binary.isWhole() -> {
                begin(key, binary.vr());
                writeNumbers(binary);
                generator.writeEndObject();
            }
            case BinaryElement binary -> writeBytes(TextForm.bytes(binary), key, path);
            case SequenceElement sequence -> {
                begin(key, Vr.SQ);
                writeItems(sequence, path + key);
                generator.writeEndObject();
            }
            case PixelDataFragments _, SkippedElement _ -> writeReference(element, key, path);
        }
    }

    private void begin(String key, Vr vr) throws IOException {
        generator.writeFieldName(key);
        generator.writeStartObject();
        generator.writeStringField("vr", vr.name());
    }

    private void writeText(TextElement text) throws IOException {
        if (text.tag() == Tag.SpecificCharacterSet && !text.isEmpty()) {
            generator.writeArrayFieldStart("Value");
            generator.writeString("ISO_IR 192");
            generator.writeEndArray();
            return;
        }
        List<String> values = text.values();
        if (values.stream().allMatch(String::isEmpty)) {
            return;
        }
        generator.writeArrayFieldStart("Value");
        for (String value : values) {
            writeTextValue(text.vr(), value);
        }
        generator.writeEndArray();
    }

    private void writeTextValue(Vr vr, String value) throws IOException {
        if (value.isEmpty()) {
            generator.writeNull();
            return;
        }
        switch (vr) {
            case PN -> writePersonName(value);
            case DS, IS -> writeDecimal(value);
            default -> generator.writeString(value);
        }
    }

    private void writePersonName(String value) throws IOException {
        String[] groups = value.split("=", TextForm.PERSON_NAME_GROUPS.size());
        generator.writeStartObject();
        for (int i = 0; i < groups.length; i++) {
            if (!groups[i].isEmpty()) {
                generator.writeStringField(TextForm.PERSON_NAME_GROUPS.get(i), groups[i]);
            }
        }
        generator.writeEndObject();
    }

    /**
     * What is not a number stays text, and so does a number beyond what a reader's floating point
     * holds (IEEE 754 binary64, RFC 8259 section 6), so that nothing is lost (PS3.18 table F.2.3-1
     * allows both).
     */
    private void writeDecimal(String value) throws IOException {
        if (value.length() > LONGEST_NUMBER) {
            generator.writeString(value);
            return;
        }
        BigDecimal number;
        try {
            number = new BigDecimal(value);
        } catch (NumberFormatException notANumber) {
            generator.writeString(value);
            return;
        }
        double held = number.doubleValue();
        boolean lost = Double.isInfinite(held) || held == 0 && number.signum() != 0;
        if (lost) {
            generator.writeString(value);
        } else {
            generator.writeNumber(number);
        }
    }

    private void writeNumbers(BinaryElement binary) throws IOException {
        if (binary.isEmpty()) {
            return;
        }
        DataSet single = new DataSet().put(binary);
        generator.writeArrayFieldStart("Value");
        switch (binary.vr()) {
            case FL, FD -> {
                for (double value : single.decimals(binary.tag())) {
                    writeFloating(binary.vr(), value);
                }
            }
            case AT -> {
                for (String value : single.strings(binary.tag())) {
                    generator.writeString(value);
                }
            }
            default -> {
                for (String value : single.strings(binary.tag())) {
                    generator.writeNumber(value);
                }
            }
        }
        generator.writeEndArray();
    }

    private void writeFloating(Vr vr, double value) throws IOException {
        if (!Double.isFinite(value)) {
            generator.writeString(Double.toString(value));
        } else if (vr == Vr.FL) {
            generator.writeNumber((float) value);
        } else {
            generator.writeNumber(value);
        }
    }

    private void writeBytes(BinaryElement binary, String key, String path) throws IOException {
        Optional<String> uri =
                binary.isEmpty() ? Optional.empty() : bulkDataUris.uriOf(path + key, binary);
        begin(key, binary.vr());
        if (uri.isPresent()) {
            generator.writeStringField("BulkDataURI", uri.get());
        } else if (!binary.isEmpty()) {
            generator.writeBinaryField("InlineBinary", binary.bytes());
        }
        generator.writeEndObject();
    }

    private void writeReference(Element element, String key, String path) throws IOException {
        Optional<String> uri = bulkDataUris.uriOf(path + key, element);
        if (uri.isPresent()) {
            begin(key, element.vr());
            generator.writeStringField("BulkDataURI", uri.get());
            generator.writeEndObject();
        }
    }

    private void writeItems(SequenceElement sequence, String path) throws IOException {
        if (sequence.isEmpty()) {
            return;
        }
        generator.writeArrayFieldStart("Value");
        int number = 1;
        for (DataSet item : sequence.items()) {
            write(item, path + "/" + number + "/");
            number++;
        }
        generator.writeEndArray();
    }
}
