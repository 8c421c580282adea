package org.radbridge.dicom.fuzz;

import java.nio.charset.StandardCharsets;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.json.DicomJson;

/** The DICOM JSON reader; what is read must be writable, and what is written readable. */
public final class JsonFuzz {

    private JsonFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        DataSet read;
        try {
            read =
                    DicomJson.read(
                            new String(input, StandardCharsets.UTF_8),
                            JsonFuzz::bulkData,
                            DataSetFuzz.LIMITS);
        } catch (DicomFormatException refused) {
            return;
        }
        DataSetFuzz.visit(read);
        DicomJson.read(DicomJson.write(read), JsonFuzz::bulkData, DataSetFuzz.LIMITS);
    }

    /** Eight bytes, which every binary VR can have. */
    static Element bulkData(int tag, Vr vr, String uri) {
        return vr.isText() || vr == Vr.SQ
                ? new BinaryElement(tag, Vr.UN, new byte[8])
                : new BinaryElement(tag, vr, new byte[8]);
    }
}
