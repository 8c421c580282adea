package org.radbridge.phantoms.tensor;

import java.util.List;
import org.radbridge.phantoms.plane.Plane;

/** The input tensors of the two reference models: their cards' steps, in the cards' order. */
public final class ModelInput {
    /** Height and width of both models' input. */
    public static final int SIZE = 128;

    /** Height and width of both models' heat maps. */
    public static final int HEATMAP_SIZE = 32;

    /** The percentiles that become 0 and 1 in a radiograph. */
    public static final double LOW_PERCENTILE = 1;

    public static final double HIGH_PERCENTILE = 99;
    public static final double MEAN = 0.5;
    public static final double STANDARD_DEVIATION = 0.25;

    /** The head CT's windows, one channel each: brain, blood, bone. */
    public static final List<Window> HEAD_CT_WINDOWS =
            List.of(new Window(40, 80), new Window(80, 200), new Window(600, 2800));

    /** A window in Hounsfield units. */
    public record Window(int centre, int width) {}

    private ModelInput() {}

    /**
     * A radiograph as the network takes it: 1 × 128 × 128.
     *
     * @param brightness rescaled values, bright is dense (already inverted where MONOCHROME1)
     */
    public static float[] chest(Plane brightness) {
        return finish(Preprocessing.scalePercentiles(brightness, LOW_PERCENTILE, HIGH_PERCENTILE));
    }

    /**
     * A slice as the network takes it: 3 × 128 × 128, one channel for each window.
     *
     * @param hounsfield rescaled values
     */
    public static float[] headCt(Plane hounsfield) {
        int channel = SIZE * SIZE;
        float[] tensor = new float[HEAD_CT_WINDOWS.size() * channel];
        for (int index = 0; index < HEAD_CT_WINDOWS.size(); index++) {
            Window window = HEAD_CT_WINDOWS.get(index);
            Plane windowed = Preprocessing.window(hounsfield, window.centre(), window.width());
            System.arraycopy(finish(windowed), 0, tensor, index * channel, channel);
        }
        return tensor;
    }

    private static float[] finish(Plane scaled) {
        Plane resized = Preprocessing.resize(Preprocessing.padToSquare(scaled, 0), SIZE, SIZE);
        return Preprocessing.normalise(resized, MEAN, STANDARD_DEVIATION).values();
    }
}
