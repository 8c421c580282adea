package org.radbridge.benchmarks.index;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.json.BulkDataUris;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.ingest.index.IndexEntry;
import org.radbridge.ingest.index.InstanceHeader;
import org.radbridge.ingest.index.PatientHeader;
import org.radbridge.ingest.index.SeriesHeader;
import org.radbridge.ingest.index.StudyHeader;
import org.radbridge.ingest.keys.WrappedKey;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.Sha256;
import org.radbridge.ingest.storage.StoredObject;

/** Instances that arrive while it is measured: of studies that the archive has not seen. */
final class SentInstances {
    private static final Sha256 DIGEST = new Sha256("0".repeat(64));
    private static final int OBJECT_BYTES = 526_336;
    private final Random random = new Random(8);
    private int studies;

    /** The instances of new studies; as in the archive every fourth has random UIDs. */
    List<IndexEntry> next(int count) {
        List<IndexEntry> entries = new ArrayList<>(count);
        while (entries.size() < count) {
            int number = studies++;
            boolean scanner = number % 4 != 0;
            String study =
                    scanner
                            ? "1.2.840.113619.2."
                                    + (400 + number % 8)
                                    + ".20260101."
                                    + (5_000_000 + number)
                            : Uid.create();
            PatientIdentifier patient = new PatientIdentifier("synthetic", "N" + number);
            for (int i = 0; i < SyntheticArchive.PER_STUDY && entries.size() < count; i++) {
                String series = study + "." + (i / SyntheticArchive.PER_SERIES + 1);
                String instance =
                        scanner
                                ? series + "." + (i + 1)
                                : "2.25."
                                        + random.nextLong(1L << 60)
                                        + ""
                                        + random.nextLong(1L << 60);
                entries.add(entry(header(patient, study, series, instance, i + 1)));
            }
        }
        return entries;
    }

    static InstanceHeader header(
            PatientIdentifier patient, String study, String series, String instance, int number) {
        return new InstanceHeader(
                new PatientHeader(patient, "SYNTHETIC^PATIENT", "19700101", "O"),
                new StudyHeader(
                        study,
                        "A" + study.hashCode(),
                        "20260101",
                        "101010",
                        "1",
                        "CT THORAX",
                        "DOE^JANE"),
                new SeriesHeader(series, "CT", 1, "AX", "CHEST", "THORAX", "CT1", null),
                instance,
                Uid.CTImageStorage,
                number);
    }

    static IndexEntry entry(InstanceHeader header) {
        return new IndexEntry(
                header,
                "1.2.840.10008.1.2.1",
                "CT1",
                new StoredObject(
                        ObjectId.create(),
                        new WrappedKey(Buffer.buffer(new byte[WrappedKey.BYTES])),
                        OBJECT_BYTES,
                        DIGEST),
                DIGEST,
                metadata(header));
    }

    /** As long as a CT image's: some two kilobytes. */
    private static String metadata(InstanceHeader header) {
        DataSet dataSet =
                new DataSet()
                        .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                        .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                        .put(Tag.SOPClassUID, header.sopClassUid())
                        .put(Tag.SOPInstanceUID, header.sopInstanceUid())
                        .put(Tag.StudyDate, "20260101")
                        .put(Tag.SeriesDate, "20260101")
                        .put(Tag.AcquisitionDate, "20260101")
                        .put(Tag.ContentDate, "20260101")
                        .put(Tag.StudyTime, "101010")
                        .put(Tag.AcquisitionTime, "101010." + header.number())
                        .put(Tag.Modality, "CT")
                        .put(Tag.Manufacturer, "SYNTHETIC")
                        .put(Tag.StudyDescription, "CT THORAX")
                        .put(Tag.SeriesDescription, "AX")
                        .put(Tag.PatientName, "SYNTHETIC^PATIENT")
                        .put(Tag.PatientID, header.patient().identifier().value())
                        .put(Tag.PatientBirthDate, "19700101")
                        .put(Tag.BodyPartExamined, "CHEST")
                        .put(Tag.SliceThickness, "5")
                        .put(Tag.KVP, "120")
                        .put(Tag.ProtocolName, "THORAX")
                        .put(Tag.StudyInstanceUID, header.study().studyInstanceUid())
                        .put(Tag.SeriesInstanceUID, header.series().seriesInstanceUid())
                        .put(Tag.InstanceNumber, String.valueOf(header.number()))
                        .put(Tag.ImagePositionPatient, "-180.5", "-200.25", header.number() + ".5")
                        .put(Tag.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
                        .put(Tag.SliceLocation, header.number() + ".5")
                        .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                        .put(Tag.PixelSpacing, "0.703125", "0.703125")
                        .put(Tag.WindowCenter, "40", "-500")
                        .put(Tag.WindowWidth, "400", "1500")
                        .put(Tag.RescaleIntercept, "-1024")
                        .put(Tag.RescaleSlope, "1");
        return DicomJson.write(dataSet, BulkDataUris.NONE);
    }
}
