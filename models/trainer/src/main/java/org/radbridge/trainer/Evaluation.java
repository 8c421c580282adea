package org.radbridge.trainer;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.radbridge.phantoms.tensor.ModelInput;

/**
 * The written model's scores on studies it has not learnt from: by study (the largest probability
 * of its images) and by image, one entry per label.
 *
 * @param normals for each study without any finding, its probabilities
 */
record Evaluation(
        List<Scores> byStudy,
        List<Scores> byImage,
        List<float[]> normals,
        long firstSeed,
        int studies) {

    static Evaluation of(
            ReferenceModel model, OnnxClassifier classifier, long firstSeed, int studies)
            throws OrtException {
        Evaluation evaluation =
                new Evaluation(
                        emptyFor(model), emptyFor(model), new ArrayList<>(), firstSeed, studies);
        for (long seed = firstSeed; seed < firstSeed + studies; seed++) {
            List<Sample> samples = model.study(seed);
            evaluation.add(
                    samples, classifier.classify(samples.stream().map(Sample::input).toList()));
        }
        return evaluation;
    }

    private static List<Scores> emptyFor(ReferenceModel model) {
        return model.labels().stream().map(label -> new Scores()).toList();
    }

    private void add(List<Sample> samples, OnnxClassifier.Answer answer) {
        float[] highestOfLabels = new float[byStudy.size()];
        boolean normal = true;
        for (int label = 0; label < byStudy.size(); label++) {
            boolean present = false;
            float highest = 0;
            int keyImage = 0;
            for (int image = 0; image < samples.size(); image++) {
                float probability = answer.probabilities()[image][label];
                boolean here = samples.get(image).has(label);
                byImage.get(label).add(probability, here);
                present |= here;
                if (probability > highest) {
                    highest = probability;
                    keyImage = image;
                }
                if (here) {
                    float[][] map = answer.heatmaps()[image][label];
                    byImage.get(label)
                            .addPeak(peakOn(samples.get(image).lesions().get(label), map));
                }
            }
            byStudy.get(label).add(highest, present);
            highestOfLabels[label] = highest;
            normal &= !present;
            if (present) {
                float @Nullable [] lesion = samples.get(keyImage).lesions().get(label);
                byStudy.get(label).addPeak(peakOn(lesion, answer.heatmaps()[keyImage][label]));
            }
        }
        if (normal) {
            addNormal(highestOfLabels);
        }
    }

    private void addNormal(float[] probabilities) {
        normals.add(probabilities);
        for (int label = 0; label < probabilities.length; label++) {
            byStudy.get(label).addNormal(probabilities[label]);
        }
    }

    /** The share of normal studies in which no label reaches its threshold. */
    double quietNormals(List<Double> thresholds) {
        long quiet =
                normals.stream()
                        .filter(probabilities ->
                                IntStream.range(0, probabilities.length)
                                        .allMatch(label ->
                                                probabilities[label] < thresholds.get(label)))
                        .count();
        return (double) quiet / normals.size();
    }

    private static boolean peakOn(float @Nullable [] lesion, float[][] map) {
        if (lesion == null) {
            return false;
        }
        int peak = 0;
        for (int cell = 1; cell < lesion.length; cell++) {
            if (at(map, cell) > at(map, peak)) {
                peak = cell;
            }
        }
        return lesion[peak] > 0;
    }

    private static float at(float[][] map, int cell) {
        return map[cell / ModelInput.HEATMAP_SIZE][cell % ModelInput.HEATMAP_SIZE];
    }

    /** One threshold per label, chosen on these studies. */
    List<Double> thresholds() {
        return new ArrayList<>(
                IntStream.range(0, byStudy.size())
                        .mapToObj(label -> byStudy.get(label).bestThreshold())
                        .toList());
    }
}
