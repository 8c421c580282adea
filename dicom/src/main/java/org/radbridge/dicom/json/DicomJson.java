package org.radbridge.dicom.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.io.LimitAccount;
import org.radbridge.dicom.io.ReadLimits;

/** Data sets as JSON (PS3.18 annex F). */
public final class DicomJson {

    /** Tokens inside tokens: each sequence takes four levels. */
    private static final int MAX_NESTING = 160;

    private static final int LONGEST_STRING = 256 << 20;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_NESTING)
                                    .maxStringLength(LONGEST_STRING)
                                    .build())
                    .build();

    private DicomJson() {}

    /**
     * One data set as a JSON object, byte values inline; encapsulated and skipped values are left
     * out.
     */
    public static String write(DataSet dataSet) {
        return write(dataSet, BulkDataUris.NONE);
    }

    /** One data set as a JSON object. */
    public static String write(DataSet dataSet, BulkDataUris bulkDataUris) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            new JsonWriter(generator, bulkDataUris).write(dataSet);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Several data sets as a JSON array, as QIDO-RS and WADO-RS metadata send them. */
    public static String writeAll(List<DataSet> dataSets, BulkDataUris bulkDataUris) {
        StringWriter text = new StringWriter();
        try {
            writeAll(dataSets, bulkDataUris, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Writes a JSON array as the data sets come, and closes the writer. */
    public static void writeAll(
            Iterable<DataSet> dataSets, BulkDataUris bulkDataUris, Writer output)
            throws IOException {
        try (JsonGenerator generator = FACTORY.createGenerator(output)) {
            JsonWriter writer = new JsonWriter(generator, bulkDataUris);
            generator.writeStartArray();
            for (DataSet dataSet : dataSets) {
                writer.write(dataSet);
            }
            generator.writeEndArray();
        }
    }

    /** Reads one JSON object; a BulkDataURI in it is a failure. */
    public static DataSet read(String json) {
        return read(json, DicomJson::unresolved);
    }

    /**
     * Reads one JSON object.
     *
     * @throws DicomFormatException when it is not one in the DICOM JSON Model
     */
    public static DataSet read(String json, BulkDataResolver resolver) {
        return read(json, resolver, ReadLimits.WHOLE);
    }

    /**
     * Reads one JSON object.
     *
     * @param limits lengths in characters for text, in bytes for inline binary values
     * @throws DicomFormatException when it is not one in the DICOM JSON Model, or passes a limit
     */
    public static DataSet read(String json, BulkDataResolver resolver, ReadLimits limits) {
        return reading(
                json,
                resolver,
                limits,
                reader -> {
                    DataSet dataSet = reader.readOutermost();
                    reader.expectEnd();
                    return dataSet;
                });
    }

    /** Reads a JSON array of objects; a BulkDataURI in one is a failure. */
    public static List<DataSet> readAll(String json) {
        return readAll(json, DicomJson::unresolved);
    }

    /**
     * Reads a JSON array of objects.
     *
     * @throws DicomFormatException when it is not one in the DICOM JSON Model
     */
    public static List<DataSet> readAll(String json, BulkDataResolver resolver) {
        return readAll(json, resolver, ReadLimits.WHOLE);
    }

    /**
     * Reads a JSON array of objects.
     *
     * @param limits for all objects together
     * @throws DicomFormatException when it is not one in the DICOM JSON Model, or passes a limit
     */
    public static List<DataSet> readAll(String json, BulkDataResolver resolver, ReadLimits limits) {
        return reading(
                json,
                resolver,
                limits,
                reader -> {
                    List<DataSet> dataSets = new ArrayList<>();
                    reader.expect(JsonToken.START_ARRAY);
                    while (reader.hasNextInArray()) {
                        dataSets.add(reader.readOutermostFromHere());
                    }
                    reader.expectEnd();
                    return dataSets;
                });
    }

    private interface Reading<T> {
        T read(JsonReader reader) throws IOException;
    }

    private static <T> T reading(
            String json, BulkDataResolver resolver, ReadLimits limits, Reading<T> reading) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return reading.read(new JsonReader(parser, resolver, new LimitAccount(limits)));
        } catch (JsonProcessingException notJson) {
            long offset = notJson.getLocation() == null ? 0 : notJson.getLocation().getCharOffset();
            throw new DicomFormatException(
                    Kind.MALFORMED, offset, "not JSON, or beyond its limits");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Element unresolved(int tag, Vr vr, String uri) {
        throw new InvalidValueException(tag, "a BulkDataURI, and nobody to resolve it");
    }
}
