package org.radbridge.dicom.dicomdir;

import java.util.List;
import java.util.stream.Stream;

/**
 * A DICOMDIR.
 *
 * @param fileSetId (0004,1130), empty when there is none
 * @param consistent false when (0004,1212) says that a writer was interrupted
 * @param root the entries of the uppermost level, patients as a rule, in their order
 * @param unlinked entries that no offset leads to, without order or depth: the sign of a damaged
 *     directory, whose files are there all the same
 * @param danglingOffsets offsets that lead to no entry, or to one that was reached already
 */
public record MediaDirectory(
        String fileSetId,
        boolean consistent,
        List<DirectoryRecord> root,
        List<DirectoryRecord> unlinked,
        List<Long> danglingOffsets) {

    public MediaDirectory {
        root = List.copyOf(root);
        unlinked = List.copyOf(unlinked);
        danglingOffsets = List.copyOf(danglingOffsets);
    }

    /** True when every offset leads to an entry and every entry is reached once. */
    public boolean isSound() {
        return consistent && unlinked.isEmpty() && danglingOffsets.isEmpty();
    }

    /** Every entry in use, the unlinked ones last. */
    public Stream<DirectoryRecord> records() {
        return Stream.concat(root.stream(), unlinked.stream())
                .flatMap(record -> record.withLower().stream());
    }

    /** Every entry in use that names a file. */
    public Stream<DirectoryRecord> files() {
        return records().filter(record -> record.fileId().isPresent());
    }
}
