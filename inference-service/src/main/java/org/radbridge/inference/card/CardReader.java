package org.radbridge.inference.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Urgency;
import org.radbridge.inference.card.ModelCard.BatchElement;
import org.radbridge.inference.card.ModelCard.Governance;
import org.radbridge.inference.card.ModelCard.Label;

/** Reads {@code model-card.yaml}, and from Triton's {@code config.pbtxt} the largest batch. */
final class CardReader {
    private static final int SCHEMA_VERSION = 1;
    private static final String SNOMED_CT = "http://snomed.info/sct";
    private static final String RADLEX = "http://radlex.org";
    private static final Pattern MAX_BATCH_SIZE =
            Pattern.compile("^\\s*max_batch_size\\s*:\\s*(\\d+)", Pattern.MULTILINE);

    private final YAMLMapper yaml = new YAMLMapper();

    /**
     * @param folder the model's name in the repository
     * @throws CardException when either text is not what it should be
     */
    ModelCard read(String folder, String card, String modelConfiguration) {
        CardNode root = new CardNode("", parse(card));
        if (root.integer("schemaVersion") != SCHEMA_VERSION) {
            throw new CardException("schemaVersion", "is not " + SCHEMA_VERSION);
        }
        if (!root.text("name").equals(folder)) {
            throw new CardException("name", "differs from the folder '" + folder + "'");
        }
        if (!root.child("aggregation").text("study").equals("maximum")) {
            throw new CardException("aggregation.study", "is not 'maximum'");
        }
        CardNode input = root.child("input");
        CardNode outputs = root.child("outputs");
        CardNode routing = root.child("routing");
        return new ModelCard(
                folder,
                root.text("title"),
                root.text("version"),
                root.text("repositoryVersion"),
                root.text("deviceUid"),
                root.text("manufacturer"),
                root.truth("clinicalUse"),
                root.text("intendedUse"),
                root.child("governance").choice("state", Governance.class),
                routing.texts("modalities"),
                routing.texts("bodyParts"),
                tensor(input),
                input.choice("batchElement", BatchElement.class),
                maxBatchSize(modelConfiguration),
                root.list("preprocessing").stream().map(StepReader::read).toList(),
                tensor(outputs.child("probabilities")),
                heatMaps(outputs.child("heatmaps")),
                root.list("labels").stream().map(CardReader::label).toList());
    }

    private JsonNode parse(String card) {
        try {
            return yaml.readTree(card);
        } catch (JsonProcessingException e) {
            throw new CardException(
                    "line " + e.getLocation().getLineNr(),
                    "is not YAML: " + e.getOriginalMessage());
        }
    }

    private static TensorContract tensor(CardNode node) {
        List<Long> shape = new ArrayList<>();
        for (CardNode dimension : node.list("shape")) {
            if (!dimension.node().isIntegralNumber()) {
                throw dimension.problem("is not an integer");
            }
            long size = dimension.node().longValue();
            if (shape.isEmpty() ? size != -1 : size < 1) {
                throw dimension.problem(
                        size + " is no dimension: -1 first for the batch, then fixed sizes");
            }
            shape.add(size);
        }
        String datatype = node.text("datatype");
        if (!datatype.equals("FP32")) {
            throw new CardException(node.path() + ".datatype", "only FP32 is served so far");
        }
        return new TensorContract(node.text("tensor"), datatype, shape);
    }

    private static TensorContract heatMaps(CardNode node) {
        if (!node.text("method").equals("class-activation")) {
            throw new CardException(node.path() + ".method", "is not 'class-activation'");
        }
        return tensor(node);
    }

    private static Label label(CardNode node) {
        String display = node.text("display");
        Set<String> unconfirmed = new HashSet<>();
        if (node.optionalChild("unconfirmed").isPresent()) {
            unconfirmed.addAll(node.texts("unconfirmed"));
        }
        List<CodedConcept> codes = new ArrayList<>();
        if (!unconfirmed.contains("snomed")) {
            node.optionalText("snomed")
                    .ifPresent(code -> codes.add(new CodedConcept(SNOMED_CT, code, display)));
        }
        if (!unconfirmed.contains("radlex")) {
            node.optionalText("radlex")
                    .ifPresent(code -> codes.add(new CodedConcept(RADLEX, code, display)));
        }
        return new Label(
                node.text("name"),
                display,
                codes,
                node.probability("threshold"),
                node.choice("urgency", Urgency.class));
    }

    private static int maxBatchSize(String modelConfiguration) {
        Matcher matcher = MAX_BATCH_SIZE.matcher(modelConfiguration);
        if (!matcher.find() || Integer.parseInt(matcher.group(1)) < 1) {
            throw new CardException("config.pbtxt", "max_batch_size is missing or 0");
        }
        return Integer.parseInt(matcher.group(1));
    }
}
