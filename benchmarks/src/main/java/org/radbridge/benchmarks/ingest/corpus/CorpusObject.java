package org.radbridge.benchmarks.ingest.corpus;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.Part10Writer;

/** One object of the corpus, with the attributes that a modality writes. */
final class CorpusObject {

    static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    private CorpusObject() {}

    /** As a Part 10 file. */
    static byte[] file(Kind kind, int study, int instance) {
        DataSet dataSet = general(kind, new Identity(0, study, instance));
        if (kind == Kind.CT) {
            slice(dataSet, instance);
        } else {
            radiograph(dataSet);
        }
        pixels(dataSet, Drawing.of(kind, study, instance));
        return Part10Writer.write(dataSet, SYNTAX);
    }

    private static DataSet general(Kind kind, Identity identity) {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                .put(Tag.SOPClassUID, kind.sopClassUid())
                .put(Tag.SOPInstanceUID, identity.sopInstanceUid())
                .put(Tag.StudyDate, "20260105")
                .put(Tag.SeriesDate, "20260105")
                .put(Tag.AcquisitionDate, "20260105")
                .put(Tag.ContentDate, "20260105")
                .put(Tag.StudyTime, "081500")
                .put(Tag.SeriesTime, "081630")
                .put(Tag.AcquisitionTime, "081645")
                .put(Tag.ContentTime, "081650")
                .put(Tag.AccessionNumber, "A" + identity.study())
                .put(Tag.Modality, kind.modality())
                .put(Tag.Manufacturer, "Radbridge")
                .put(Tag.InstitutionName, "Benchmark")
                .put(Tag.ReferringPhysicianName, "Referring^Nobody")
                .put(Tag.StationName, "STATION1")
                .put(Tag.StudyDescription, "Benchmark " + kind.modality())
                .put(Tag.SeriesDescription, "Series 1")
                .put(Tag.ManufacturerModelName, "Noise")
                .put(Tag.PatientName, "Benchmark^Patient " + identity.study())
                .put(Tag.PatientID, identity.patientId())
                .put(Tag.PatientBirthDate, "19600101")
                .put(Tag.PatientSex, "O")
                .put(Tag.PatientAge, "066Y")
                .put(Tag.BodyPartExamined, "CHEST")
                .put(Tag.DeviceSerialNumber, "0815")
                .put(Tag.SoftwareVersions, "1.0")
                .put(Tag.ProtocolName, "Benchmark")
                .put(Tag.StudyInstanceUID, identity.studyInstanceUid())
                .put(Tag.SeriesInstanceUID, identity.seriesInstanceUid())
                .put(Tag.StudyID, "1")
                .put(Tag.SeriesNumber, "1")
                .put(Tag.InstanceNumber, Integer.toString(identity.instance()))
                .put(Tag.FrameOfReferenceUID, identity.frameOfReferenceUid());
    }

    private static void slice(DataSet dataSet, int instance) {
        dataSet.put(Tag.SliceThickness, "2.0")
                .put(Tag.KVP, "120")
                .put(Tag.DataCollectionDiameter, "500")
                .put(Tag.ReconstructionDiameter, "360")
                .put(Tag.GantryDetectorTilt, "0")
                .put(Tag.ExposureTime, "500")
                .put(Tag.XRayTubeCurrent, "200")
                .put(Tag.ConvolutionKernel, "B30f")
                .put(Tag.PatientPosition, "HFS")
                .put(Tag.ImagePositionPatient, "-180", "-180", Integer.toString(2 * instance))
                .put(Tag.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
                .put(Tag.SliceLocation, Integer.toString(2 * instance))
                .put(Tag.PixelSpacing, "0.703125", "0.703125");
    }

    private static void radiograph(DataSet dataSet) {
        dataSet.put(Tag.KVP, "125")
                .put(Tag.ViewPosition, "PA")
                .put(Tag.PresentationIntentType, "FOR PRESENTATION")
                .put(Tag.ImagerPixelSpacing, "0.2", "0.2");
    }

    private static void pixels(DataSet dataSet, Drawing.Pixels pixels) {
        dataSet.putInts(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .putInts(Tag.Rows, pixels.side())
                .putInts(Tag.Columns, pixels.side())
                .putInts(Tag.BitsAllocated, 16)
                .putInts(Tag.BitsStored, 12)
                .putInts(Tag.HighBit, 11)
                .putInts(Tag.PixelRepresentation, 0)
                .put(Tag.WindowCenter, "1040")
                .put(Tag.WindowWidth, "400")
                .put(Tag.RescaleIntercept, "-1024")
                .put(Tag.RescaleSlope, "1")
                .putBytes(Tag.PixelData, Vr.OW, pixels.bytes());
    }
}
