package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;

/**
 * A presentation data value (PDV), PS3.8 §9.3.5.1 and annex E: a fragment of a command or data set.
 *
 * @param presentationContextId odd, 1 to 255
 * @param command whether the fragment belongs to a command set; otherwise to a data set
 * @param last whether this is the last fragment of that command set or data set
 * @param fragment the bytes without the message control header; a view on the PDU when decoded
 */
public record PresentationDataValue(
        int presentationContextId, boolean command, boolean last, Buffer fragment) {

    /** Item length, context id and message control header: what a fragment costs in a PDU. */
    public static final int OVERHEAD = 6;
}
