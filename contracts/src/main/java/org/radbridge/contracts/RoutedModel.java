package org.radbridge.contracts;

import java.util.List;

/**
 * A model that a routing rule chose for a study.
 *
 * @param model the model's name in the inference server's repository
 * @param rule the name of the rule
 * @param seriesInstanceUids the series that the rule matched
 */
public record RoutedModel(String model, String rule, List<String> seriesInstanceUids) {
    public RoutedModel {
        Required.text("model", model);
        Required.text("rule", rule);
        seriesInstanceUids = List.copyOf(Required.value("seriesInstanceUids", seriesInstanceUids));
    }
}
