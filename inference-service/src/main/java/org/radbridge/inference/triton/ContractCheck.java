package org.radbridge.inference.triton;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.inference.card.TensorContract;
import org.radbridge.openinference.ModelMetadataResponse;
import org.radbridge.openinference.ModelMetadataResponse.TensorMetadata;

/** Compares what a server says of a model with the model's card. */
final class ContractCheck {
    private ContractCheck() {}

    /** What differs, for an operator to read; empty when the model may be used. */
    static List<String> differences(ModelCard card, ModelMetadataResponse served) {
        List<String> differences = new ArrayList<>();
        if (!served.getVersionsList().contains(card.repositoryVersion())) {
            differences.add(
                    "version %s is not served, only %s"
                            .formatted(card.repositoryVersion(), served.getVersionsList()));
        }
        if (served.getInputsCount() != 1) {
            differences.add("the model takes " + served.getInputsCount() + " inputs, not one");
        }
        compare("input", card.input(), served.getInputsList(), differences);
        compare("output", card.probabilities(), served.getOutputsList(), differences);
        compare("output", card.heatMaps(), served.getOutputsList(), differences);
        return List.copyOf(differences);
    }

    private static void compare(
            String side,
            TensorContract expected,
            List<TensorMetadata> served,
            List<String> differences) {
        for (TensorMetadata tensor : served) {
            if (tensor.getName().equals(expected.name())) {
                compare(side, expected, tensor, differences);
                return;
            }
        }
        differences.add("there is no %s '%s'".formatted(side, expected.name()));
    }

    private static void compare(
            String side, TensorContract expected, TensorMetadata served, List<String> differences) {
        if (!served.getDatatype().equals(expected.datatype())) {
            differences.add(
                    "%s '%s' is %s, not %s"
                            .formatted(
                                    side,
                                    expected.name(),
                                    served.getDatatype(),
                                    expected.datatype()));
        }
        if (!served.getShapeList().equals(expected.shape())) {
            differences.add(
                    "%s '%s' has shape %s, not %s"
                            .formatted(
                                    side,
                                    expected.name(),
                                    served.getShapeList(),
                                    expected.shape()));
        }
    }
}
