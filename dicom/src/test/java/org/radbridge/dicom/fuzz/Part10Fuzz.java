package org.radbridge.dicom.fuzz;

import java.nio.ByteBuffer;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.dicomdir.DirectoryRecord;
import org.radbridge.dicom.dicomdir.MediaDirectoryReader;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.xml.DicomXml;

/**
 * Whole files: preamble, File Meta Information, whatever data set follows, and DICOMDIR. Whatever
 * is read has a form in JSON and XML.
 */
public final class Part10Fuzz {

    private Part10Fuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            DataSet read = Part10Reader.read(input, DataSetFuzz.LIMITS).dataSet();
            DataSetFuzz.visit(read);
            DicomJson.write(read);
            DicomXml.write(read);
        } catch (DicomFormatException refused) {
            return;
        }
        try {
            MediaDirectoryReader reader = new MediaDirectoryReader(DataSetFuzz.LIMITS);
            reader.feed(ByteBuffer.wrap(input));
            reader.finish().files().forEach(DirectoryRecord::fileId);
        } catch (DicomFormatException noDirectory) {
            // A sound file of another kind.
        }
    }
}
