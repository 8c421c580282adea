package org.radbridge.dicom.io;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;

/** Group 0002 of a file (PS3.10 section 7.1). */
public final class FileMetaInformation {

    /** (0002,0012): names this implementation to others, for good. */
    public static final String IMPLEMENTATION_CLASS_UID =
            Uid.fromName("radbridge.org/implementation-class");

    /** (0002,0013), 16 characters at most. */
    public static final String IMPLEMENTATION_VERSION_NAME = "RADBRIDGE_0_1";

    private FileMetaInformation() {}

    /** The File Meta Information of an object; a writer adds the group length. */
    public static DataSet of(
            String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax) {
        return new DataSet()
                .putBytes(Tag.FileMetaInformationVersion, Vr.OB, new byte[] {0, 1})
                .put(Tag.MediaStorageSOPClassUID, sopClassUid)
                .put(Tag.MediaStorageSOPInstanceUID, sopInstanceUid)
                .put(Tag.TransferSyntaxUID, transferSyntax.uid())
                .put(Tag.ImplementationClassUID, IMPLEMENTATION_CLASS_UID)
                .put(Tag.ImplementationVersionName, IMPLEMENTATION_VERSION_NAME);
    }

    /** The File Meta Information of a data set, from its SOP Class and SOP Instance UIDs. */
    public static DataSet of(DataSet dataSet, TransferSyntax transferSyntax) {
        return of(
                dataSet.string(Tag.SOPClassUID).orElse(""),
                dataSet.string(Tag.SOPInstanceUID).orElse(""),
                transferSyntax);
    }
}
