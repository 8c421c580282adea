package org.radbridge.dicom.net;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.net.CStoreRequest.Priority;

/** A request for composite objects: to another entity, or back on the same association. */
public sealed interface RetrieveRequest {

    /** Which information model is asked, for example the study root's. */
    String sopClassUid();

    /** How urgent the requestor finds it. */
    Priority priority();

    /** Query/retrieve level and unique keys, PS3.4 §C.4.2.2.1. */
    DataSet identifier();

    /**
     * C-MOVE-RQ, PS3.7 §9.1.4 and PS3.4 §C.4.2.
     *
     * @param destination AE title of who is to get the objects
     */
    record CMove(String sopClassUid, Priority priority, String destination, DataSet identifier)
            implements RetrieveRequest {

        /** A request of medium priority. */
        public static CMove of(String sopClassUid, String destination, DataSet identifier) {
            return new CMove(sopClassUid, Priority.MEDIUM, destination, identifier);
        }

        /** Without the identifier, which may name a patient. */
        @Override
        public String toString() {
            return "CMove[" + sopClassUid + " to " + destination + "]";
        }
    }

    /** C-GET-RQ, PS3.7 §9.1.3 and PS3.4 §C.4.3. */
    record CGet(String sopClassUid, Priority priority, DataSet identifier)
            implements RetrieveRequest {

        /** A request of medium priority. */
        public static CGet of(String sopClassUid, DataSet identifier) {
            return new CGet(sopClassUid, Priority.MEDIUM, identifier);
        }

        /** Without the identifier, which may name a patient. */
        @Override
        public String toString() {
            return "CGet[" + sopClassUid + "]";
        }
    }
}
