package org.radbridge.dicom.dicomdir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Vr;

/**
 * Follows the offsets of directory records, each to a record once, and no deeper than {@link
 * #DEEPEST}.
 */
final class RecordTree {

    /** PS3.3 section F.4 needs five levels. */
    private static final int DEEPEST = 16;

    private static final int IN_USE = 0xFFFF;

    /** Records not reached yet, by their place in the file. */
    private final Map<Long, DataSet> items;

    private final List<Long> dangling = new ArrayList<>();

    /**
     * @param items every record by the offset of its item tag, in the order of the file; emptied
     */
    RecordTree(Map<Long, DataSet> items) {
        this.items = items;
    }

    MediaDirectory directory(DataSet dataSet) {
        List<DirectoryRecord> root =
                chain(
                        number(
                                dataSet,
                                Tag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity),
                        0);
        List<DirectoryRecord> unlinked =
                items.values().stream().map(item -> record(item, List.of())).toList();
        return new MediaDirectory(
                text(dataSet, Tag.FileSetID),
                number(dataSet, Tag.FileSetConsistencyFlag) == 0,
                root,
                unlinked,
                dangling);
    }

    /** The records of one level, from the first on. */
    private List<DirectoryRecord> chain(long first, int depth) {
        List<DirectoryRecord> records = new ArrayList<>();
        long offset = first;
        while (offset != 0) {
            DataSet item = depth < DEEPEST ? items.remove(offset) : null;
            if (item == null) {
                dangling.add(offset);
                return records;
            }
            long lower = number(item, Tag.OffsetOfReferencedLowerLevelDirectoryEntity);
            records.add(record(item, chain(lower, depth + 1)));
            offset = number(item, Tag.OffsetOfTheNextDirectoryRecord);
        }
        return records;
    }

    private static DirectoryRecord record(DataSet item, List<DirectoryRecord> lower) {
        // A writer that leaves the flag out means a record in use.
        boolean inUse =
                !item.containsValue(Tag.RecordInUseFlag)
                        || number(item, Tag.RecordInUseFlag) == IN_USE;
        return new DirectoryRecord(text(item, Tag.DirectoryRecordType), inUse, item, lower);
    }

    /** An unsigned number of 16 or 32 bits; 0 for anything else. */
    private static long number(DataSet dataSet, int tag) {
        @Nullable Element element = dataSet.element(tag).orElse(null);
        boolean readable =
                element instanceof BinaryElement binary
                        && (binary.vr() == Vr.UL && binary.bytes().length == 4
                                || binary.vr() == Vr.US && binary.bytes().length == 2);
        return readable ? dataSet.longs(tag)[0] : 0;
    }

    private static String text(DataSet dataSet, int tag) {
        return dataSet.element(tag).orElse(null) instanceof TextElement text
                        && !text.values().isEmpty()
                ? text.values().getFirst()
                : "";
    }
}
