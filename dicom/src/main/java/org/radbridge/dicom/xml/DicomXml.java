package org.radbridge.dicom.xml;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.io.LimitAccount;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.BulkDataUris;

/** Data sets as documents of the Native DICOM Model (PS3.19 annex A.1). */
public final class DicomXml {

    /** The namespace of the model. */
    public static final String NAMESPACE = "http://dicom.nema.org/PS3.19/models/NativeDICOM";

    private static final BulkDataResolver UNRESOLVED =
            (tag, vr, uri) -> {
                throw new InvalidValueException(tag, "a BulkData, and nobody to resolve it");
            };

    private DicomXml() {}

    /**
     * One data set as a document, byte values inline; encapsulated and skipped values are left out.
     */
    public static String write(DataSet dataSet) {
        return write(dataSet, BulkDataUris.NONE);
    }

    /** One data set as a document. */
    public static String write(DataSet dataSet, BulkDataUris bulkDataUris) {
        StringWriter text = new StringWriter();
        try {
            write(dataSet, bulkDataUris, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Writes one document, to be coded in UTF-8, and leaves the writer open. */
    public static void write(DataSet dataSet, BulkDataUris bulkDataUris, Writer output)
            throws IOException {
        new XmlWriter(output, bulkDataUris).writeDocument(dataSet);
    }

    /** Reads one document; a BulkData in it is a failure. */
    public static DataSet read(String xml) {
        return read(new StringReader(xml), UNRESOLVED, ReadLimits.WHOLE);
    }

    /**
     * Reads one document.
     *
     * @param resolver asked for the {@code uri} of a BulkData, or its {@code uuid} as {@code
     *     urn:uuid:}
     * @param limits lengths in characters for text, in bytes for inline binary values
     * @throws DicomFormatException when it is not one in the Native DICOM Model, or passes a limit
     */
    public static DataSet read(Reader xml, BulkDataResolver resolver, ReadLimits limits) {
        XMLStreamReader reader = null;
        try {
            reader = factory().createXMLStreamReader(xml);
            return new XmlReader(reader, resolver, new LimitAccount(limits)).readDocument();
        } catch (XMLStreamException notXml) {
            long offset =
                    notXml.getLocation() == null ? 0 : notXml.getLocation().getCharacterOffset();
            throw new DicomFormatException(Kind.MALFORMED, offset, "not XML, or beyond its limits");
        } finally {
            close(reader);
        }
    }

    /** A new one each time: the JDK's is not safe for threads. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    private static void close(@org.jspecify.annotations.Nullable XMLStreamReader reader) {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (XMLStreamException nothingIsHeld) {
            // Closing frees buffers only: the document was read, or its failure is on its way.
        }
    }
}
