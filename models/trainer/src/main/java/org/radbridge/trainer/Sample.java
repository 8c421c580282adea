package org.radbridge.trainer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image for the network and the truth about it.
 *
 * @param input channels × 128 × 128
 * @param lesions for each label, how much of each heat map cell (32 × 32) the lesion covers, 0 to
 *     1; null where the label is absent
 */
record Sample(float[] input, List<float @Nullable []> lesions) {
    boolean has(int label) {
        return lesions.get(label) != null;
    }
}
