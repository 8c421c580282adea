package org.radbridge.dicom.net;

import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * A response of a DIMSE-N service, PS3.7 §10.1.
 *
 * @param sopInstanceUid of the managed object; after N-CREATE, that which was created
 * @param dataSet attribute list, action reply or event reply
 */
public record NResponse(
        DimseStatus status, Optional<String> sopInstanceUid, Optional<DataSet> dataSet) {

    /** Done, with nothing to add. */
    public static NResponse success() {
        return of(DimseStatus.SUCCESS);
    }

    /** This status, with nothing to add. */
    public static NResponse of(DimseStatus status) {
        return new NResponse(status, Optional.empty(), Optional.empty());
    }

    /** The same about this instance. */
    public NResponse withSopInstanceUid(String uid) {
        return new NResponse(status, Optional.of(uid), dataSet);
    }

    /** The same with this data set. */
    public NResponse withDataSet(DataSet attributes) {
        return new NResponse(status, sopInstanceUid, Optional.of(attributes));
    }

    @Override
    public String toString() {
        return "NResponse[" + status + "]";
    }
}
