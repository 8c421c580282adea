package org.radbridge.fhirmapper.evidence;

import java.util.List;
import org.radbridge.dicom.iod.ImageReference;

/**
 * An object that a result asks for, known by its UIDs before it is made.
 *
 * @param kind what it is
 * @param reference its UIDs
 * @param findings what it shows
 */
public record PlannedObject(
        ObjectKind kind, ImageReference reference, List<ShownFinding> findings) {
    public PlannedObject {
        findings = List.copyOf(findings);
    }

    public String sopInstanceUid() {
        return reference.sopInstanceUid();
    }
}
