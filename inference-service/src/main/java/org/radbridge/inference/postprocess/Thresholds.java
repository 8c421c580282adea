package org.radbridge.inference.postprocess;

import java.util.HashMap;
import java.util.Map;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.inference.card.ModelCard.Label;
import org.radbridge.kit.failure.PermanentFailure;

/** From which probability on each label of a model is present: the card's, or the site's own. */
public final class Thresholds {
    private final Map<String, Double> byLabel;

    private Thresholds(Map<String, Double> byLabel) {
        this.byLabel = byLabel;
    }

    /**
     * @param site the site's thresholds for this model, by label
     * @throws PermanentFailure when the site names a label that the model does not have, or a
     *     number that is no probability: a model must not run with thresholds that nobody meant
     */
    public static Thresholds of(ModelCard card, Map<String, Double> site) {
        Map<String, Double> byLabel = new HashMap<>();
        for (Label label : card.labels()) {
            byLabel.put(label.name(), label.threshold());
        }
        site.forEach((label, threshold) -> {
            if (!byLabel.containsKey(label)) {
                throw invalid(card, "there is no label '" + label + "'");
            }
            if (!(threshold >= 0 && threshold <= 1)) {
                throw invalid(card, label + " has " + threshold);
            }
            byLabel.put(label, threshold);
        });
        return new Thresholds(byLabel);
    }

    double of(Label label) {
        return byLabel.getOrDefault(label.name(), label.threshold());
    }

    private static PermanentFailure invalid(ModelCard card, String problem) {
        return new PermanentFailure(
                PostprocessFailure.THRESHOLD_INVALID,
                "radbridge.inference.thresholds." + card.name() + ": " + problem);
    }
}
