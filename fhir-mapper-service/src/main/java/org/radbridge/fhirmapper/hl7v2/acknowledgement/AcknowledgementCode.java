package org.radbridge.fhirmapper.hl7v2.acknowledgement;

import java.util.Arrays;
import java.util.Optional;

/** Table 0008: what became of a message, of the application and of the transport. */
public enum AcknowledgementCode {
    /** Application accept. */
    AA,
    /** Application error. */
    AE,
    /** Application reject. */
    AR,
    /** Commit accept: it is kept safely. */
    CA,
    /** Commit error. */
    CE,
    /** Commit reject. */
    CR;

    public static Optional<AcknowledgementCode> of(String code) {
        return Arrays.stream(values()).filter(known -> known.name().equals(code)).findFirst();
    }

    /** Whether the message need not be sent again. */
    public boolean isAccepted() {
        return this == AA || this == CA;
    }

    /** Whether sending it again as it is would be in vain. */
    public boolean isRejected() {
        return this == AR || this == CR;
    }

    /** The transport's word for an application's: what a sender in enhanced mode waits for. */
    public AcknowledgementCode committed() {
        return switch (this) {
            case AA, CA -> CA;
            case AE, CE -> CE;
            case AR, CR -> CR;
        };
    }
}
