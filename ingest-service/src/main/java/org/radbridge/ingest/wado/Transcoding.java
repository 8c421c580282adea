package org.radbridge.ingest.wado;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;

/** An object in another transfer syntax than it is kept in. */
final class Transcoding {
    private Transcoding() {}

    /** Whether an object of this syntax can become Explicit VR Little Endian. */
    static boolean canExplain(String keptUid) {
        return !TransferSyntax.of(keptUid).encapsulated();
    }

    /** The object in Explicit VR Little Endian. */
    static byte[] explicitLittleEndian(byte[] file) {
        Part10File kept = Part10Reader.read(file);
        TransferSyntax explicit = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        DataSet meta =
                new DataSet().putAll(kept.fileMeta()).put(Tag.TransferSyntaxUID, explicit.uid());
        return Part10Writer.write(new Part10File(meta, explicit, kept.dataSet()));
    }
}
