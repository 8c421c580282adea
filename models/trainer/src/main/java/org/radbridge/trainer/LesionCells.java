package org.radbridge.trainer;

import org.radbridge.phantoms.plane.Mask;
import org.radbridge.phantoms.tensor.ModelInput;
import org.radbridge.phantoms.tensor.Preprocessing;

/** A lesion's mask on the heat map's grid: how much of each cell it covers. */
final class LesionCells {
    private LesionCells() {}

    static float[] of(Mask mask) {
        return Preprocessing.resize(
                        Preprocessing.padToSquare(mask.toPlane(), 0),
                        ModelInput.HEATMAP_SIZE,
                        ModelInput.HEATMAP_SIZE)
                .values();
    }
}
