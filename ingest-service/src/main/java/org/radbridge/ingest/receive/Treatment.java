package org.radbridge.ingest.receive;

import org.radbridge.dicom.data.DataSet;

/**
 * How an instance is received.
 *
 * @param decided values that a person decided for this one instance, beyond the rules
 * @param decidedBy who
 * @param quarantined whether its bytes may be kept when it is refused
 */
public record Treatment(DataSet decided, String decidedBy, boolean quarantined) {

    /** As every instance is. */
    public static final Treatment USUAL = new Treatment(new DataSet(), "", true);

    /** As one whose bytes the sender keeps anyway. */
    public static final Treatment NOT_QUARANTINED = new Treatment(new DataSet(), "", false);

    /** As one that leaves the quarantine. */
    public static Treatment released(DataSet decided, String by) {
        return new Treatment(decided, by, false);
    }
}
