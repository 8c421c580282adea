package org.radbridge.phantoms.chest;

import java.util.Map;
import java.util.Set;
import org.radbridge.phantoms.plane.Mask;
import org.radbridge.phantoms.plane.Plane;

/**
 * A drawn radiograph and the truth about it.
 *
 * @param image brightness 0 (black: air) to 1 (white: dense)
 * @param lesions where each present finding lies, implied ones included; the keys are the labels
 * @param body where the patient is
 * @param spacing millimetres per pixel, rows and columns alike
 */
public record ChestRadiograph(
        Plane image, Map<ChestFinding, Mask> lesions, Mask body, double spacing) {
    public ChestRadiograph {
        lesions = Map.copyOf(lesions);
    }

    /** Every finding that is present. */
    public Set<ChestFinding> findings() {
        return lesions.keySet();
    }
}
