package org.radbridge.dicom.io;

import org.radbridge.dicom.data.DataSet;

/**
 * Told of each item of the outermost sequences when it is complete, with its place in the stream:
 * what the offsets of a DICOMDIR (PS3.3 annex F) point to.
 */
@FunctionalInterface
public interface ItemListener {

    /** Nobody asks. */
    ItemListener NONE = (sequenceTag, item, offset) -> {};

    /**
     * @param sequenceTag the outermost sequence that the item is in
     * @param offset bytes of the stream before the item's tag
     */
    void item(int sequenceTag, DataSet item, long offset);
}
