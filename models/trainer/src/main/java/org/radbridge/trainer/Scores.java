package org.radbridge.trainer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One label's probabilities on many cases with known truth, and the figures that follow. */
final class Scores {
    /**
     * A false alarm weighs this many times a miss of the same share, so that normals stay clean.
     */
    private static final double FALSE_ALARM_WEIGHT = 2;

    /** This share of normal studies must stay below the threshold. */
    private static final double QUIET_NORMALS = 0.997;

    private record Score(double probability, boolean present) {}

    private final List<Score> scores = new ArrayList<>();
    private final List<Double> normals = new ArrayList<>();
    private int peaks;
    private int peaksOnLesion;

    void add(double probability, boolean present) {
        scores.add(new Score(probability, present));
    }

    /** The probability in a study that has no finding of any label; count it with add as well. */
    void addNormal(double probability) {
        normals.add(probability);
    }

    void addPeak(boolean onLesion) {
        peaks++;
        if (onLesion) {
            peaksOnLesion++;
        }
    }

    int positives() {
        return (int) scores.stream().filter(Score::present).count();
    }

    int count() {
        return scores.size();
    }

    /** The share of present cases at or above the threshold. */
    double sensitivity(double threshold) {
        long found =
                scores.stream().filter(s -> s.present() && s.probability() >= threshold).count();
        return (double) found / positives();
    }

    /** The share of absent cases below the threshold. */
    double specificity(double threshold) {
        long quiet =
                scores.stream().filter(s -> !s.present() && s.probability() < threshold).count();
        return (double) quiet / (count() - positives());
    }

    /** The share of present cases whose heat map is hottest on the lesion. */
    double peakOnLesion() {
        return (double) peaksOnLesion / peaks;
    }

    /** The chance that a present case scores above an absent one; ties count half. */
    double areaUnderCurve() {
        List<Score> sorted = sorted();
        double rankSum = 0;
        int start = 0;
        while (start < sorted.size()) {
            int end = start;
            int present = 0;
            while (end < sorted.size()
                    && sorted.get(end).probability() == sorted.get(start).probability()) {
                present += sorted.get(end).present() ? 1 : 0;
                end++;
            }
            rankSum += present * (start + 1 + end) / 2.0;
            start = end;
        }
        double positives = positives();
        double negatives = count() - positives;
        return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }

    private double leastThreshold() {
        if (normals.isEmpty()) {
            return 0;
        }
        List<Double> sorted = normals.stream().sorted().toList();
        return sorted.get((int) Math.floor(QUIET_NORMALS * (sorted.size() - 1)));
    }

    /**
     * The threshold with the best weighted sum of sensitivity and specificity that keeps normal
     * studies quiet; of equals, the middle of the widest gap.
     */
    double bestThreshold() {
        List<Score> sorted = sorted();
        double positives = positives();
        double negatives = count() - positives;
        double missed = 0;
        double quiet = 0;
        double best = Double.NEGATIVE_INFINITY;
        double widest = 0;
        double least = leastThreshold();
        double threshold = 0.5;
        for (int index = 0; index + 1 < sorted.size(); index++) {
            missed += sorted.get(index).present() ? 1 : 0;
            quiet += sorted.get(index).present() ? 0 : 1;
            double gap = sorted.get(index + 1).probability() - sorted.get(index).probability();
            double middle = sorted.get(index).probability() + gap / 2;
            double value = -missed / positives + FALSE_ALARM_WEIGHT * quiet / negatives;
            boolean better = value > best + 1e-9 || (value > best - 1e-9 && gap > widest);
            if (gap > 0 && middle > least && better) {
                best = Math.max(best, value);
                widest = gap;
                threshold = middle;
            }
        }
        return Math.round(threshold * 1000) / 1000.0;
    }

    private List<Score> sorted() {
        return scores.stream().sorted(Comparator.comparingDouble(Score::probability)).toList();
    }
}
