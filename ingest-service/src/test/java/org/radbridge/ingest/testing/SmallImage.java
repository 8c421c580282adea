package org.radbridge.ingest.testing;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.Part10Writer;

/**
 * An image of four by four pixels, for tests that need attributes of their own, or many instances.
 */
public final class SmallImage {
    private static final int SIDE = 4;

    private SmallImage() {}

    /** A data set with all that an instance needs; change what the test is about. */
    public static DataSet of(String study, String series) {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 16);
        }
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.SOPClassUID, Uid.SecondaryCaptureImageStorage)
                .put(Tag.SOPInstanceUID, Uid.create())
                .put(Tag.StudyInstanceUID, study)
                .put(Tag.SeriesInstanceUID, series)
                .put(Tag.Modality, "OT")
                .put(Tag.PatientID, "small-" + study)
                .put(Tag.PatientName, "Small^Image")
                .put(Tag.StudyDate, "20260101")
                .put(Tag.StudyTime, "101500")
                .put(Tag.StudyID, "1")
                .put(Tag.AccessionNumber, "A1")
                .put(Tag.SeriesNumber, "1")
                .put(Tag.InstanceNumber, "1")
                .putInts(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .putInts(Tag.Rows, SIDE)
                .putInts(Tag.Columns, SIDE)
                .putInts(Tag.BitsAllocated, 8)
                .putInts(Tag.BitsStored, 8)
                .putInts(Tag.HighBit, 7)
                .putInts(Tag.PixelRepresentation, 0)
                .putBytes(Tag.PixelData, Vr.OB, pixels);
    }

    /** As a file. */
    public static byte[] file(DataSet dataSet) {
        return Part10Writer.write(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }
}
