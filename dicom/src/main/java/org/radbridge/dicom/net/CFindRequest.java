package org.radbridge.dicom.net;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.net.CStoreRequest.Priority;

/**
 * C-FIND-RQ, PS3.7 §9.1.2 and PS3.4 §C.4.1.
 *
 * @param sopClassUid which information model is asked, for example the study root's
 * @param identifier query/retrieve level, matching keys and, empty, the keys to be returned
 */
public record CFindRequest(String sopClassUid, Priority priority, DataSet identifier) {

    /** A request of medium priority. */
    public static CFindRequest of(String sopClassUid, DataSet identifier) {
        return new CFindRequest(sopClassUid, Priority.MEDIUM, identifier);
    }

    /** Without the identifier, which names patients. */
    @Override
    public String toString() {
        return "CFindRequest[" + sopClassUid + "]";
    }
}
