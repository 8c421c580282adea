package org.radbridge.fhirmapper.hl7v2.acknowledgement;

import java.util.Optional;

/**
 * What a sender wants to hear (section 2.9.2): in original mode the application's word, in enhanced
 * mode that of the transport, and that of the application where it says so.
 *
 * @param accept MSH-15
 * @param application MSH-16
 */
public record AcknowledgementMode(Optional<String> accept, Optional<String> application) {

    /** Whether neither field is valued. */
    public boolean isOriginal() {
        return accept.isEmpty() && application.isEmpty();
    }

    /** Whether the transport's word is wanted. */
    public boolean wantsAccept(AcknowledgementCode code) {
        return wants(accept, code);
    }

    /** Whether the application's word is wanted. */
    public boolean wantsApplication(AcknowledgementCode code) {
        return wants(application, code);
    }

    /** Table 0155: always, never, on errors only, on success only. */
    private static boolean wants(Optional<String> condition, AcknowledgementCode code) {
        return switch (condition.orElse("NE")) {
            case "AL" -> true;
            case "ER" -> !code.isAccepted();
            case "SU" -> code.isAccepted();
            default -> false;
        };
    }
}
