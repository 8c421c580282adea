package org.radbridge.dicom.image;

import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/** Multi-frame functional groups (PS3.3 C.7.6.16), and classic images read the same way. */
public final class FunctionalGroups {

    private FunctionalGroups() {}

    /**
     * Where a macro's attributes of a frame are: its item for the frame, else the one that all
     * frames share, else the data set itself, as in images without functional groups.
     *
     * @param frame counted from 0
     */
    public static DataSet macro(DataSet image, int frame, int sequence) {
        List<DataSet> perFrame = image.items(Tag.PerFrameFunctionalGroupsSequence);
        Optional<DataSet> own =
                frame < perFrame.size() ? perFrame.get(frame).item(sequence) : Optional.empty();
        return own.or(() ->
                        image.item(Tag.SharedFunctionalGroupsSequence)
                                .flatMap(shared -> shared.item(sequence)))
                .orElse(image);
    }
}
