package org.radbridge.dicom.pdu;

import java.util.List;

/** P-DATA-TF, PS3.8 §9.3.5: one or more fragments of messages. */
public record PDataTf(List<PresentationDataValue> presentationDataValues) implements Pdu {

    public PDataTf {
        presentationDataValues = List.copyOf(presentationDataValues);
    }

    /** A PDU with a single fragment, the form in which this toolkit sends. */
    public static PDataTf of(PresentationDataValue value) {
        return new PDataTf(List.of(value));
    }

    @Override
    public PduType type() {
        return PduType.P_DATA_TF;
    }
}
