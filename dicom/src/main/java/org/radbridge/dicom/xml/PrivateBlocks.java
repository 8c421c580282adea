package org.radbridge.dicom.xml;

import java.util.OptionalInt;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Vr;

/**
 * Private elements that name their creator and leave the number of their block zero, as PS3.19
 * wants them: they get the block that the creator has in the data set, or a free one.
 */
final class PrivateBlocks {

    private PrivateBlocks() {}

    /** The tag with its block; as written for a public element, or one that has its block. */
    static int tag(int written, String creator, DataSet dataSet) {
        boolean withoutBlock = (written & 0xFF00) == 0;
        if (!Dictionary.isPrivate(written) || !withoutBlock) {
            return written;
        }
        int group = written >>> 16;
        int element = written & 0xFF;
        OptionalInt known = dataSet.privateTag(group, creator, element);
        if (known.isPresent()) {
            return known.getAsInt();
        }
        for (int block = 0x10; block <= 0xFF; block++) {
            int creatorTag = group << 16 | block;
            if (!dataSet.contains(creatorTag)) {
                dataSet.put(creatorTag, Vr.LO, creator);
                return group << 16 | block << 8 | element;
            }
        }
        return written;
    }
}
