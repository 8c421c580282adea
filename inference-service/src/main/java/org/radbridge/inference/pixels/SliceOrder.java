package org.radbridge.inference.pixels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of a series' slices: ascending along the normal of the first one (PS3.3 §C.7.6.2.1.1),
 * or by Instance Number where any of them says nothing of its place.
 */
public final class SliceOrder {
    private static final Comparator<Slice> BY_NUMBER =
            Comparator.comparingInt(Slice::instanceNumber).thenComparing(Slice::sopInstanceUid);

    private SliceOrder() {}

    /** The slices in order, scout images left out. */
    public static List<Slice> of(List<Slice> series) {
        List<Slice> slices = new ArrayList<>(series);
        slices.removeIf(Slice::localizer);
        if (slices.isEmpty()) {
            return slices;
        }
        slices.sort(BY_NUMBER);
        double[] normal = normal(slices.getFirst().orientation());
        if (normal != null && slices.stream().allMatch(slice -> slice.position() != null)) {
            slices.sort(
                    Comparator.<Slice>comparingDouble(slice -> along(normal, slice.position()))
                            .thenComparing(BY_NUMBER));
        }
        return slices;
    }

    private static double @Nullable [] normal(double @Nullable [] o) {
        if (o == null) {
            return null;
        }
        return new double[] {
            o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]
        };
    }

    private static double along(double[] normal, double @Nullable [] position) {
        if (position == null) {
            throw new IllegalStateException("only slices with a position are compared");
        }
        return normal[0] * position[0] + normal[1] * position[1] + normal[2] * position[2];
    }
}
