package org.radbridge.fhirmapper.evidence;

import org.radbridge.dicom.data.Uid;

/** The kinds of objects that a result is told by in a PACS. */
public enum ObjectKind {
    STRUCTURED_REPORT(Uid.Comprehensive3DSRStorage, 9900),
    PARAMETRIC_MAP(Uid.ParametricMapStorage, 9901),
    PRESENTATION_STATE(Uid.GrayscaleSoftcopyPresentationStateStorage, 9902),
    SECONDARY_CAPTURE(Uid.SecondaryCaptureImageStorage, 9903),
    KEY_OBJECT_SELECTION(Uid.KeyObjectSelectionDocumentStorage, 9904),
    /** Not chosen by a destination's rules: it follows what the destination was sent. */
    REJECTION_NOTE(Uid.KeyObjectSelectionDocumentStorage, 9905);

    private final String sopClassUid;
    private final int seriesNumber;

    ObjectKind(String sopClassUid, int seriesNumber) {
        this.sopClassUid = sopClassUid;
        this.seriesNumber = seriesNumber;
    }

    public String sopClassUid() {
        return sopClassUid;
    }

    /** Behind any series that a modality makes. */
    public int seriesNumber() {
        return seriesNumber;
    }
}
