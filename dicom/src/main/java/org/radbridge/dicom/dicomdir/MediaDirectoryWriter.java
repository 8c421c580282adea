package org.radbridge.dicom.dicomdir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.FileMetaInformation;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Writer;

/**
 * Writes the DICOMDIR of a file-set: patients, studies, series and objects in the order in which
 * they were added (PS3.3 annex F). Keeps the keys of each object, not the object. Not safe for
 * threads.
 */
public final class MediaDirectoryWriter {

    private static final int IN_USE = 0xFFFF;
    private static final int ITEM_HEADER = 8;
    private static final int SEQUENCE_HEADER = 12;

    private final String fileSetId;
    private final Entry root = new Entry(new DataSet());

    /** A record while the tree grows; {@code lower} by what identifies a record at its level. */
    private static final class Entry {
        private final DataSet record;
        private final Map<String, Entry> lower = new LinkedHashMap<>();
        private long offset;

        Entry(DataSet record) {
            this.record = record;
        }
    }

    /**
     * @param fileSetId up to 16 characters of CS
     */
    public MediaDirectoryWriter(String fileSetId) {
        this.fileSetId = fileSetId;
    }

    /**
     * Adds a file of the file-set; values that are not in memory are not needed.
     *
     * @throws InvalidValueException when PS3.3 has no directory record for such an object
     * @throws IllegalArgumentException when PS3.10 does not allow the file's name
     */
    public MediaDirectoryWriter add(FileId fileId, Part10File file) {
        if (!fileId.isStandard()) {
            throw new IllegalArgumentException("not a file ID of PS3.10 section 8.2: " + fileId);
        }
        DataSet object = file.dataSet();
        String sopClassUid = object.string(Tag.SOPClassUID).orElse("");
        RecordType type =
                RecordType.of(sopClassUid, object)
                        .orElseThrow(() ->
                                new InvalidValueException(
                                        Tag.SOPClassUID, "has no directory record type"));
        Entry patient = lower(root, RecordType.PATIENT, object, Tag.PatientID);
        Entry study = lower(patient, RecordType.STUDY, object, Tag.StudyInstanceUID);
        Entry series = lower(study, RecordType.SERIES, object, Tag.SeriesInstanceUID);
        String instance = object.string(Tag.SOPInstanceUID).orElse("");
        DataSet record =
                keys(type, object)
                        .put(Tag.ReferencedFileID, fileId.components().toArray(new String[0]))
                        .put(Tag.ReferencedSOPClassUIDInFile, sopClassUid)
                        .put(Tag.ReferencedSOPInstanceUIDInFile, instance)
                        .put(Tag.ReferencedTransferSyntaxUIDInFile, file.transferSyntax().uid());
        series.lower.put(fileId.toString(), new Entry(record));
        return this;
    }

    private static Entry lower(Entry around, RecordType type, DataSet object, int identifier) {
        return around.lower.computeIfAbsent(
                object.string(identifier).orElse(""), _ -> new Entry(keys(type, object)));
    }

    /** The offsets are there from the start, so that a record's length is final. */
    private static DataSet keys(RecordType type, DataSet object) {
        return type.keysOf(object)
                .putInts(Tag.OffsetOfTheNextDirectoryRecord, 0)
                .putInts(Tag.RecordInUseFlag, IN_USE)
                .putInts(Tag.OffsetOfReferencedLowerLevelDirectoryEntity, 0)
                .put(Tag.DirectoryRecordType, type.term());
    }

    /** The whole file. */
    public byte[] toBytes() {
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        DataSet meta =
                FileMetaInformation.of(Uid.MediaStorageDirectoryStorage, Uid.create(), syntax);
        DataSet directory =
                new DataSet()
                        .put(Tag.FileSetID, fileSetId)
                        .putInts(Tag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity, 0)
                        .putInts(Tag.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity, 0)
                        .putInts(Tag.FileSetConsistencyFlag, Vr.US, 0);
        List<Entry> entries = new ArrayList<>();
        collect(root, entries);
        long offset =
                Part10Writer.header(meta).length
                        + DataSetWriter.write(directory, syntax).length
                        + SEQUENCE_HEADER;
        for (Entry entry : entries) {
            entry.offset = offset;
            offset += ITEM_HEADER + DataSetWriter.write(entry.record, syntax).length;
        }
        List<Entry> patients = List.copyOf(root.lower.values());
        if (!patients.isEmpty()) {
            link(patients);
            putOffset(
                    directory,
                    Tag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity,
                    patients.getFirst());
            putOffset(
                    directory,
                    Tag.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity,
                    patients.getLast());
        }
        directory.putItems(
                Tag.DirectoryRecordSequence, entries.stream().map(entry -> entry.record).toList());
        return Part10Writer.write(new Part10File(meta, syntax, directory));
    }

    private static void collect(Entry around, List<Entry> entries) {
        around.lower
                .values()
                .forEach(entry -> {
                    entries.add(entry);
                    collect(entry, entries);
                });
    }

    private static void link(List<Entry> level) {
        for (int i = 0; i < level.size(); i++) {
            Entry entry = level.get(i);
            if (i + 1 < level.size()) {
                putOffset(entry.record, Tag.OffsetOfTheNextDirectoryRecord, level.get(i + 1));
            }
            if (!entry.lower.isEmpty()) {
                List<Entry> lower = List.copyOf(entry.lower.values());
                link(lower);
                putOffset(
                        entry.record,
                        Tag.OffsetOfReferencedLowerLevelDirectoryEntity,
                        lower.getFirst());
            }
        }
    }

    private static void putOffset(DataSet record, int tag, Entry target) {
        record.putInts(tag, (int) target.offset);
    }
}
