package org.radbridge.dicom.json;

import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Vr;

/** Brings the value that a BulkDataURI names, when JSON is read. */
@FunctionalInterface
public interface BulkDataResolver {

    /** Leaves the value out: the element tells its tag and VR only. */
    BulkDataResolver LEAVE_OUT = (tag, vr, uri) -> new SkippedElement(tag, vr, 0, 0, false);

    /** The element whose value {@code uri} names; its tag must be {@code tag}. */
    Element resolve(int tag, Vr vr, String uri);
}
