package org.radbridge.phantoms.headct;

import java.util.Map;
import java.util.Set;
import org.radbridge.phantoms.plane.Mask;
import org.radbridge.phantoms.plane.Plane;

/**
 * One drawn slice and the truth about it.
 *
 * @param image Hounsfield units
 * @param lesions where each kind lies in this slice, {@link Haemorrhage#ANY} included; the keys are
 *     the slice's labels
 * @param intracranial where the brain and everything around it inside the skull lies
 * @param z height of the slice's middle above the head's centre, in millimetres
 */
public record HeadCtSlice(
        Plane image, Map<Haemorrhage, Mask> lesions, Mask intracranial, double z) {
    public HeadCtSlice {
        lesions = Map.copyOf(lesions);
    }

    /** Every haemorrhage that is present in this slice. */
    public Set<Haemorrhage> findings() {
        return lesions.keySet();
    }
}
