package org.radbridge.inference.postprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.inference.preprocess.SourceImage;

/**
 * Aggregates a model's outputs over all images it is given: each label keeps its largest
 * probability, the image where it lies, and that image's activation map. Holds one map per label,
 * however many images pass. Not safe for threads.
 */
public final class SeriesMaximum {
    private final int labels;
    private final int mapRows;
    private final int mapColumns;
    private final float[] probabilities;
    private final @Nullable SourceImage[] images;
    private final float[][] maps;
    private int count;

    public SeriesMaximum(ModelCard card) {
        labels = card.labels().size();
        mapRows = Math.toIntExact(card.heatMaps().shape().get(2));
        mapColumns = Math.toIntExact(card.heatMaps().shape().get(3));
        probabilities = new float[labels];
        images = new SourceImage[labels];
        maps = new float[labels][];
        Arrays.fill(probabilities, -1);
    }

    /** How many images were added. */
    public int count() {
        return count;
    }

    /**
     * Adds a batch, in the order of the images: on a tie the earlier image stays.
     *
     * @param batch the images
     * @param batchProbabilities images × labels
     * @param batchMaps images × labels × rows × columns
     */
    public void add(List<SourceImage> batch, float[] batchProbabilities, float[] batchMaps) {
        int mapSize = mapRows * mapColumns;
        for (int element = 0; element < batch.size(); element++) {
            for (int label = 0; label < labels; label++) {
                int index = element * labels + label;
                if (batchProbabilities[index] > probabilities[label]) {
                    probabilities[label] = batchProbabilities[index];
                    images[label] = batch.get(element);
                    maps[label] =
                            Arrays.copyOfRange(batchMaps, index * mapSize, (index + 1) * mapSize);
                }
            }
        }
        count += batch.size();
    }

    /**
     * The outcome, in the order of the card's labels.
     *
     * @throws IllegalStateException when no image was added
     */
    public List<LabelMaximum> maxima() {
        List<LabelMaximum> maxima = new ArrayList<>(labels);
        for (int label = 0; label < labels; label++) {
            SourceImage image = images[label];
            if (image == null) {
                throw new IllegalStateException("no image was added");
            }
            maxima.add(
                    new LabelMaximum(
                            probabilities[label],
                            image,
                            new ActivationMap(mapColumns, mapRows, maps[label])));
        }
        return maxima;
    }

    /**
     * A label over all images.
     *
     * @param probability the largest one
     * @param image where it lies
     * @param map that image's activation map
     */
    public record LabelMaximum(double probability, SourceImage image, ActivationMap map) {}
}
