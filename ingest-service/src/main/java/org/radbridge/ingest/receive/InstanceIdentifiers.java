package org.radbridge.ingest.receive;

import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;

/**
 * The UIDs of an instance as far as they are known: of a refused one, perhaps none.
 *
 * @param studyInstanceUid (0020,000D)
 * @param seriesInstanceUid (0020,000E)
 * @param sopInstanceUid (0008,0018)
 * @param sopClassUid (0008,0016)
 */
public record InstanceIdentifiers(
        @Nullable String studyInstanceUid,
        @Nullable String seriesInstanceUid,
        @Nullable String sopInstanceUid,
        @Nullable String sopClassUid) {
    private static final int LONGEST = 64;

    /** Nothing is known. */
    public static final InstanceIdentifiers UNKNOWN =
            new InstanceIdentifiers(null, null, null, null);

    static InstanceIdentifiers of(DataSet dataSet) {
        return new InstanceIdentifiers(
                uid(dataSet, Tag.StudyInstanceUID),
                uid(dataSet, Tag.SeriesInstanceUID),
                uid(dataSet, Tag.SOPInstanceUID),
                uid(dataSet, Tag.SOPClassUID));
    }

    /** Fills what is unknown here from what the sender announced. */
    InstanceIdentifiers or(InstanceIdentifiers announced) {
        return new InstanceIdentifiers(
                studyInstanceUid == null ? announced.studyInstanceUid : studyInstanceUid,
                seriesInstanceUid == null ? announced.seriesInstanceUid : seriesInstanceUid,
                sopInstanceUid == null ? announced.sopInstanceUid : sopInstanceUid,
                sopClassUid == null ? announced.sopClassUid : sopClassUid);
    }

    /** Digits and dots, as UIDs are: anything else is not repeated to anybody. */
    static boolean isPlausible(String uid) {
        return !uid.isEmpty()
                && uid.length() <= LONGEST
                && uid.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    private static @Nullable String uid(DataSet dataSet, int tag) {
        try {
            return dataSet.string(tag).filter(InstanceIdentifiers::isPlausible).orElse(null);
        } catch (InvalidValueException notText) {
            return null;
        }
    }
}
