package org.radbridge.fhirmapper.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.fhirmapper.study.StudyMetadata;

/** DICOM studies as an archive's metadata describes them. */
public final class TestStudies {
    /** Rows and columns of every image. */
    static final int SIDE = 64;

    private TestStudies() {}

    /** A study to be asked for its instances' data sets. */
    public record TestStudy(
            String uid,
            PatientIdentifier patient,
            String modality,
            @Nullable String bodyPart,
            int images,
            String date) {

        /** A study of the usual day. */
        public TestStudy(
                String uid,
                PatientIdentifier patient,
                String modality,
                @Nullable String bodyPart,
                int images) {
            this(uid, patient, modality, bodyPart, images, "20261122");
        }

        /** This study, made on another day (DA). */
        public TestStudy on(String day) {
            return new TestStudy(uid, patient, modality, bodyPart, images, day);
        }

        /** UID of its only series. */
        public String series() {
            return uid + ".1";
        }

        /** UID of an image, from 1. */
        public String image(int number) {
            return uid + ".1." + number;
        }

        /** SOP class of its images. */
        public String sopClass() {
            return modality.equals("CT")
                    ? Uid.CTImageStorage
                    : Uid.DigitalXRayImageStorageForPresentation;
        }

        /** One data set per instance. */
        public List<DataSet> instances() {
            List<DataSet> instances = new ArrayList<>();
            for (int number = 1; number <= images; number++) {
                DataSet instance =
                        new DataSet()
                                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                                .put(Tag.SOPClassUID, sopClass())
                                .put(Tag.SOPInstanceUID, image(number))
                                .put(Tag.StudyDate, date)
                                .put(Tag.StudyTime, "081530.25")
                                .put(Tag.AccessionNumber, "A-" + patient.value())
                                .put(Tag.Modality, modality)
                                .put(Tag.StudyDescription, "Made-up study")
                                .put(Tag.PatientName, "Doe^Jane^Q^Dr^Jr")
                                .put(Tag.PatientID, patient.value())
                                .put(Tag.IssuerOfPatientID, patient.issuer())
                                .put(Tag.PatientBirthDate, "19700102")
                                .put(Tag.PatientSex, "F")
                                .put(Tag.StudyInstanceUID, uid)
                                .put(Tag.SeriesInstanceUID, series())
                                .put(Tag.StudyID, "1")
                                .put(Tag.SeriesNumber, "1")
                                .put(Tag.InstanceNumber, Integer.toString(number));
                addPixels(instance, number);
                if (bodyPart != null) {
                    instance.put(Tag.BodyPartExamined, bodyPart);
                }
                instances.add(instance);
            }
            return instances;
        }

        /** 64 × 64 pixels of 1 mm, one grey; slices 5 mm apart. */
        private void addPixels(DataSet instance, int number) {
            instance.put(Tag.PhotometricInterpretation, "MONOCHROME2")
                    .putInts(Tag.SamplesPerPixel, 1)
                    .putInts(Tag.Rows, SIDE)
                    .putInts(Tag.Columns, SIDE)
                    .putInts(Tag.BitsAllocated, 16)
                    .putInts(Tag.BitsStored, 12)
                    .putInts(Tag.HighBit, 11)
                    .putInts(Tag.PixelRepresentation, 0)
                    .put(Tag.WindowCenter, "500")
                    .put(Tag.WindowWidth, "1000")
                    .putBytes(Tag.PixelData, Vr.OW, new byte[2 * SIDE * SIDE]);
            if (modality.equals("CT")) {
                instance.put(Tag.FrameOfReferenceUID, uid + ".2")
                        .put(Tag.RescaleIntercept, "-1024")
                        .put(Tag.RescaleSlope, "1")
                        .putDoubles(Tag.PixelSpacing, 1, 1)
                        .putDoubles(Tag.SliceThickness, 5)
                        .putDoubles(Tag.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
                        .putDoubles(Tag.ImagePositionPatient, -32, -32, 5.0 * number);
            } else {
                instance.put(Tag.PatientOrientation, "L", "F")
                        .putDoubles(Tag.ImagerPixelSpacing, 1, 1);
            }
        }

        public StudyMetadata metadata() {
            return StudyMetadata.of(instances());
        }
    }

    /** A chest radiograph of a patient of its own. */
    public static TestStudy radiograph(String patient) {
        return new TestStudy(
                Uid.create(), new PatientIdentifier("HOSPITAL", patient), "DX", "CHEST", 1);
    }

    /** A head CT of a patient of its own. */
    public static TestStudy headCt(String patient) {
        return new TestStudy(
                Uid.create(), new PatientIdentifier("HOSPITAL", patient), "CT", "HEAD", 3);
    }
}
