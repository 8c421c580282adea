package org.radbridge.fhirmapper.pacs;

import java.time.Instant;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.fhirmapper.evidence.ObjectKind;

/**
 * An object at a destination.
 *
 * @param destination its name
 * @param kind what the object is
 * @param reference its UIDs
 * @param revision of the result that asked for it last
 * @param edition of the result that asked for it last
 * @param state how far it has come
 * @param changedAt since when
 */
public record DeliveredObject(
        String destination,
        ObjectKind kind,
        ImageReference reference,
        int revision,
        int edition,
        DeliveryState state,
        Instant changedAt) {

    public String sopInstanceUid() {
        return reference.sopInstanceUid();
    }
}
