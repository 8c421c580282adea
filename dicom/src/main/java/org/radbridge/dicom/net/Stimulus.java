package org.radbridge.dicom.net;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.association.Event;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.Pdu;
import org.radbridge.dicom.pdu.PduException;

/**
 * An event with what came with it.
 *
 * @param pdu received or to be sent; null for an event without one
 * @param reason with which to abort, should the event be out of place
 * @param detail what then to say of it
 */
record Stimulus(Event event, @Nullable Pdu pdu, AbortReason reason, String detail) {

    static Stimulus of(Event event) {
        return new Stimulus(event, null, AbortReason.NOT_SPECIFIED, event.definition());
    }

    static Stimulus send(Event event, Pdu pdu) {
        return new Stimulus(event, pdu, AbortReason.NOT_SPECIFIED, event.definition());
    }

    static Stimulus received(Pdu pdu) {
        return new Stimulus(
                Event.received(pdu.type()),
                pdu,
                AbortReason.UNEXPECTED_PDU,
                pdu.type() + " out of place");
    }

    static Stimulus violation(PduException broken) {
        return new Stimulus(Event.EVT19, null, broken.abortReason(), broken.detail());
    }

    /** The PDU of an event that the table gives to actions which need one. */
    Pdu required() {
        return Objects.requireNonNull(pdu);
    }
}
