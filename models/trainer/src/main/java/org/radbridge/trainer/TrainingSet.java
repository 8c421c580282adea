package org.radbridge.trainer;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.phantoms.plane.SplitMix64;
import org.radbridge.phantoms.tensor.ModelInput;

/** Samples in memory, packed: inputs as half-precision numbers, lesion cells as bytes. */
final class TrainingSet {
    private static final int CELLS = ModelInput.HEATMAP_SIZE * ModelInput.HEATMAP_SIZE;

    private final int labels;
    private final List<short[]> inputs = new ArrayList<>();
    private final List<byte[]> cells = new ArrayList<>();
    private final List<float[]> present = new ArrayList<>();

    TrainingSet(int labels) {
        this.labels = labels;
    }

    void add(Sample sample) {
        short[] packed = new short[sample.input().length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = Float.floatToFloat16(sample.input()[i]);
        }
        byte[] covered = new byte[labels * CELLS];
        float[] truth = new float[labels];
        for (int label = 0; label < labels; label++) {
            float[] lesion = sample.lesions().get(label);
            if (lesion == null) {
                continue;
            }
            truth[label] = 1;
            for (int cell = 0; cell < CELLS; cell++) {
                covered[label * CELLS + cell] = (byte) Math.round(100 * Math.min(1, lesion[cell]));
            }
        }
        inputs.add(packed);
        cells.add(covered);
        present.add(truth);
    }

    int size() {
        return inputs.size();
    }

    /** The samples' order in one epoch. */
    int[] shuffled(SplitMix64 random) {
        int[] order = new int[size()];
        for (int i = 0; i < order.length; i++) {
            int other = random.below(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    float[] inputs(int[] order, int from, int to) {
        int length = inputs.getFirst().length;
        float[] batch = new float[(to - from) * length];
        for (int index = from; index < to; index++) {
            short[] packed = inputs.get(order[index]);
            for (int i = 0; i < length; i++) {
                batch[(index - from) * length + i] = Float.float16ToFloat(packed[i]);
            }
        }
        return batch;
    }

    float[] truth(int[] order, int from, int to) {
        float[] batch = new float[(to - from) * labels];
        for (int index = from; index < to; index++) {
            System.arraycopy(present.get(order[index]), 0, batch, (index - from) * labels, labels);
        }
        return batch;
    }

    /** The share of each cell that the lesion covers; half covered counts as full. */
    float[] cells(int[] order, int from, int to) {
        int length = labels * CELLS;
        float[] batch = new float[(to - from) * length];
        for (int index = from; index < to; index++) {
            byte[] covered = cells.get(order[index]);
            for (int i = 0; i < length; i++) {
                batch[(index - from) * length + i] = Math.min(1, covered[i] / 50f);
            }
        }
        return batch;
    }

    /** How much each cell counts: lesions of every size weigh alike, healthy cells one each. */
    float[] weights(float[] cells) {
        float[] weights = new float[cells.length];
        for (int start = 0; start < cells.length; start += CELLS) {
            float covered = 0;
            for (int cell = start; cell < start + CELLS; cell++) {
                covered += cells[cell];
            }
            float lesion = covered == 0 ? 1 : Math.clamp(0.3f * CELLS / covered, 1, 25);
            for (int cell = start; cell < start + CELLS; cell++) {
                weights[cell] = 1 + cells[cell] * (lesion - 1);
            }
        }
        return weights;
    }
}
