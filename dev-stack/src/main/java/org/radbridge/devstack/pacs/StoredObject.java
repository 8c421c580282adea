package org.radbridge.devstack.pacs;

import java.nio.file.Path;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;

/**
 * An object of the PACS.
 *
 * @param attributes the data set without long values
 * @param file where all of it is, as a Part 10 file
 */
record StoredObject(DataSet attributes, TransferSyntax transferSyntax, Path file) {

    String studyInstanceUid() {
        return uid(Tag.StudyInstanceUID);
    }

    String seriesInstanceUid() {
        return uid(Tag.SeriesInstanceUID);
    }

    String sopInstanceUid() {
        return uid(Tag.SOPInstanceUID);
    }

    String sopClassUid() {
        return uid(Tag.SOPClassUID);
    }

    private String uid(int tag) {
        return attributes.string(tag).orElse("");
    }
}
