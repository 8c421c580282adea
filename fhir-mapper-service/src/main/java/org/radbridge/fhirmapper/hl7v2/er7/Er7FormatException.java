package org.radbridge.fhirmapper.hl7v2.er7;

import org.radbridge.fhirmapper.hl7v2.Hl7v2Failure;
import org.radbridge.kit.failure.RadbridgeException;

/** Bytes that are no HL7 v2 message. The text says what is wrong, never what stands there. */
public final class Er7FormatException extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    public Er7FormatException(String detail) {
        super(Hl7v2Failure.UNREADABLE, detail);
    }
}
