package org.radbridge.fhirmapper.hl7v2.acknowledgement;

import org.radbridge.fhirmapper.hl7v2.Hl7v2Failure;
import org.radbridge.kit.failure.RadbridgeException;

/** A message that is not taken, with what its sender is told. */
public final class RefusedMessageException extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    private final AcknowledgementCode code;
    private final ErrorCode error;
    private final String location;

    /**
     * @param code AE where the content is at fault, AR where such a message is never taken
     * @param location segment, sequence and field, as {@code PID^1^3}
     * @param detail what is wrong, without patient data
     */
    public RefusedMessageException(
            AcknowledgementCode code,
            Hl7v2Failure failure,
            ErrorCode error,
            String location,
            String detail) {
        super(failure, detail);
        this.code = code;
        this.error = error;
        this.location = location;
    }

    /** A field that a message of its kind has to have. */
    public static RefusedMessageException missing(String segment, int field, String detail) {
        return new RefusedMessageException(
                AcknowledgementCode.AE,
                Hl7v2Failure.REQUIRED_FIELD,
                ErrorCode.REQUIRED_FIELD_MISSING,
                segment + "^1^" + field,
                detail);
    }

    /** A message of a kind that is not taken. */
    public static RefusedMessageException unsupported(ErrorCode error, int field, String detail) {
        return new RefusedMessageException(
                AcknowledgementCode.AR, Hl7v2Failure.UNSUPPORTED, error, "MSH^1^" + field, detail);
    }

    public AcknowledgementCode code() {
        return code;
    }

    public ErrorCode error() {
        return error;
    }

    public String location() {
        return location;
    }
}
