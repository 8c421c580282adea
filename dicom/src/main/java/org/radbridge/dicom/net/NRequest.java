package org.radbridge.dicom.net;

import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;

/** A request of a DIMSE-N service, PS3.7 §10.1. Nothing of a data set is in its text form. */
public sealed interface NRequest {

    /** The class of the managed object. */
    String sopClassUid();

    /** N-CREATE-RQ, PS3.7 §10.1.5; without an instance UID, the performer assigns one. */
    record NCreate(String sopClassUid, Optional<String> sopInstanceUid, DataSet attributes)
            implements NRequest {
        @Override
        public String toString() {
            return "NCreate[" + sopClassUid + "]";
        }
    }

    /** N-SET-RQ, PS3.7 §10.1.3. */
    record NSet(String sopClassUid, String sopInstanceUid, DataSet modifications)
            implements NRequest {
        @Override
        public String toString() {
            return "NSet[" + sopClassUid + "]";
        }
    }

    /**
     * N-GET-RQ, PS3.7 §10.1.2.
     *
     * @param attributes tags wanted; empty for all
     */
    record NGet(String sopClassUid, String sopInstanceUid, List<Integer> attributes)
            implements NRequest {
        public NGet {
            attributes = List.copyOf(attributes);
        }
    }

    /** N-ACTION-RQ, PS3.7 §10.1.4. */
    record NAction(
            String sopClassUid,
            String sopInstanceUid,
            int actionTypeId,
            Optional<DataSet> information)
            implements NRequest {
        @Override
        public String toString() {
            return "NAction[" + sopClassUid + ", action " + actionTypeId + "]";
        }
    }

    /** N-EVENT-REPORT-RQ, PS3.7 §10.1.1; the only one that an SCP invokes. */
    record NEventReport(
            String sopClassUid,
            String sopInstanceUid,
            int eventTypeId,
            Optional<DataSet> information)
            implements NRequest {
        @Override
        public String toString() {
            return "NEventReport[" + sopClassUid + ", event " + eventTypeId + "]";
        }
    }

    /** N-DELETE-RQ, PS3.7 §10.1.6. */
    record NDelete(String sopClassUid, String sopInstanceUid) implements NRequest {}
}
