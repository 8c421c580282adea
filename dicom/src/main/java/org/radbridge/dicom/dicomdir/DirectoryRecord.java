package org.radbridge.dicom.dicomdir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;

/**
 * One entry of a DICOMDIR: a patient, a study, a series or an object (PS3.3 section F.3.2.2).
 *
 * @param type (0004,1430), for example {@code PATIENT}, {@code IMAGE}, {@code SR DOCUMENT}
 * @param inUse false for an entry that (0004,1410) marks as given up, with all below it
 * @param attributes the whole item: its keys, and the offsets as they stood
 * @param lower the entries below, in their order
 */
public record DirectoryRecord(
        String type, boolean inUse, DataSet attributes, List<DirectoryRecord> lower) {

    public DirectoryRecord {
        lower = List.copyOf(lower);
    }

    /** (0004,1500), for an entry that names a file. */
    public Optional<FileId> fileId() {
        List<String> components =
                attributes.element(Tag.ReferencedFileID).orElse(null) instanceof TextElement text
                        ? text.values()
                        : List.of();
        return components.isEmpty() ? Optional.empty() : Optional.of(new FileId(components));
    }

    /** This entry and all in use below it, each before what is below it. */
    public List<DirectoryRecord> withLower() {
        List<DirectoryRecord> all = new ArrayList<>();
        forEach(all::add);
        return all;
    }

    private void forEach(Consumer<DirectoryRecord> visitor) {
        if (inUse) {
            visitor.accept(this);
            lower.forEach(record -> record.forEach(visitor));
        }
    }
}
