package org.radbridge.dicom.fuzz;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.xml.DicomXml;

/** The Native DICOM Model reader; what is read must be writable, and what is written readable. */
public final class XmlFuzz {

    private XmlFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        DataSet read;
        try {
            read = read(new String(input, StandardCharsets.UTF_8));
        } catch (DicomFormatException refused) {
            return;
        }
        DataSetFuzz.visit(read);
        try {
            read(DicomXml.write(read));
        } catch (DicomFormatException failure) {
            // Escapes and keywords make a document longer than the one that was read.
            if (!failure.kind().isLimit()) {
                throw failure;
            }
        }
    }

    private static DataSet read(String xml) {
        return DicomXml.read(new StringReader(xml), JsonFuzz::bulkData, DataSetFuzz.LIMITS);
    }
}
