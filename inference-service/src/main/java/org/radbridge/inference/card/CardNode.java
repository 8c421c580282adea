package org.radbridge.inference.card;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A place in a card. Every read names its key, so that a fault can be found in the file. */
record CardNode(String path, JsonNode node) {
    CardNode child(String key) {
        return optionalChild(key).orElseThrow(() -> new CardException(pathOf(key), "is missing"));
    }

    Optional<CardNode> optionalChild(String key) {
        JsonNode child = node.get(key);
        return child == null || child.isNull()
                ? Optional.empty()
                : Optional.of(new CardNode(pathOf(key), child));
    }

    String text(String key) {
        return child(key).asText();
    }

    Optional<String> optionalText(String key) {
        return optionalChild(key).map(CardNode::asText);
    }

    int integer(String key) {
        CardNode child = child(key);
        if (!child.node.isIntegralNumber() || !child.node.canConvertToInt()) {
            throw child.problem("is not an integer");
        }
        return child.node.intValue();
    }

    double number(String key) {
        CardNode child = child(key);
        if (!child.node.isNumber()) {
            throw child.problem("is not a number");
        }
        return child.node.doubleValue();
    }

    double probability(String key) {
        double value = number(key);
        if (value < 0 || value > 1) {
            throw new CardException(pathOf(key), value + " is not within 0 and 1");
        }
        return value;
    }

    boolean truth(String key) {
        CardNode child = child(key);
        if (!child.node.isBoolean()) {
            throw child.problem("is neither true nor false");
        }
        return child.node.booleanValue();
    }

    /** One of an enum's constants, written in lower case. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        String text = text(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw new CardException(
                pathOf(key),
                "'%s' is none of %s"
                        .formatted(
                                text,
                                List.of(type.getEnumConstants())
                                        .toString()
                                        .toLowerCase(Locale.ROOT)));
    }

    List<CardNode> list(String key) {
        CardNode child = child(key);
        if (!child.node.isArray() || child.node.isEmpty()) {
            throw child.problem("is not a list with entries");
        }
        List<CardNode> entries = new ArrayList<>();
        for (int i = 0; i < child.node.size(); i++) {
            entries.add(new CardNode(child.path + "[" + i + "]", child.node.get(i)));
        }
        return entries;
    }

    List<String> texts(String key) {
        return list(key).stream().map(CardNode::asText).toList();
    }

    CardException problem(String problem) {
        return new CardException(path, problem);
    }

    private String asText() {
        if (!node.isValueNode() || node.asText().isBlank()) {
            throw problem("is not a text");
        }
        return node.asText().strip();
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
