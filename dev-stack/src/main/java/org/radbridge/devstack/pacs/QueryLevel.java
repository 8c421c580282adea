package org.radbridge.devstack.pacs;

import java.util.List;
import org.radbridge.dicom.data.Tag;

/** A level of the query model with the attributes that its answers carry, PS3.18 §10.6.3.3. */
enum QueryLevel {
    STUDY(
            Tag.StudyInstanceUID,
            List.of(
                    Tag.StudyDate,
                    Tag.StudyTime,
                    Tag.AccessionNumber,
                    Tag.ReferringPhysicianName,
                    Tag.PatientName,
                    Tag.PatientID,
                    Tag.IssuerOfPatientID,
                    Tag.PatientBirthDate,
                    Tag.PatientSex,
                    Tag.StudyInstanceUID,
                    Tag.StudyID,
                    Tag.StudyDescription)),
    SERIES(
            Tag.SeriesInstanceUID,
            List.of(
                    Tag.Modality,
                    Tag.SeriesDescription,
                    Tag.StudyInstanceUID,
                    Tag.SeriesInstanceUID,
                    Tag.SeriesNumber)),
    INSTANCE(
            Tag.SOPInstanceUID,
            List.of(
                    Tag.SOPClassUID,
                    Tag.SOPInstanceUID,
                    Tag.StudyInstanceUID,
                    Tag.SeriesInstanceUID,
                    Tag.InstanceNumber,
                    Tag.Modality,
                    Tag.Rows,
                    Tag.Columns,
                    Tag.BitsAllocated,
                    Tag.NumberOfFrames));

    private final int key;
    private final List<Integer> attributes;

    QueryLevel(int key, List<Integer> attributes) {
        this.key = key;
        this.attributes = attributes;
    }

    /** The unique key: objects with one value of it make one answer. */
    int key() {
        return key;
    }

    List<Integer> attributes() {
        return attributes;
    }
}
