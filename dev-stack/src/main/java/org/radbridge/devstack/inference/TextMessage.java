package org.radbridge.devstack.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A message in protobuf's text format: field names with their values, in the order written. */
final class TextMessage {

    /** A value as written: a scalar's text, unquoted, or a message. */
    sealed interface Value {
        record Scalar(String text) implements Value {}

        record Message(TextMessage message) implements Value {}
    }

    private final Map<String, List<Value>> fields = new LinkedHashMap<>();

    void add(String field, Value value) {
        fields.computeIfAbsent(field, name -> new ArrayList<>()).add(value);
    }

    Set<String> names() {
        return fields.keySet();
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** The last value of a field that takes one; text format lets a later value win. */
    Optional<String> scalar(String field) throws ConfigException {
        List<String> all = scalars(field);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    List<String> scalars(String field) throws ConfigException {
        List<String> texts = new ArrayList<>();
        for (Value value : fields.getOrDefault(field, List.of())) {
            switch (value) {
                case Value.Scalar(String text) -> texts.add(text);
                case Value.Message _ ->
                        throw new ConfigException("field '" + field + "' takes no message");
            }
        }
        return texts;
    }

    List<TextMessage> messages(String field) throws ConfigException {
        List<TextMessage> messages = new ArrayList<>();
        for (Value value : fields.getOrDefault(field, List.of())) {
            switch (value) {
                case Value.Message(TextMessage message) -> messages.add(message);
                case Value.Scalar _ ->
                        throw new ConfigException("field '" + field + "' takes a message");
            }
        }
        return messages;
    }

    Optional<TextMessage> message(String field) throws ConfigException {
        List<TextMessage> all = messages(field);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    long number(String field, long otherwise) throws ConfigException {
        Optional<String> text = scalar(field);
        return text.isEmpty() ? otherwise : parse(field, text.get());
    }

    List<Long> numbers(String field) throws ConfigException {
        List<Long> numbers = new ArrayList<>();
        for (String text : scalars(field)) {
            numbers.add(parse(field, text));
        }
        return numbers;
    }

    private static long parse(String field, String text) throws ConfigException {
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw new ConfigException("field '" + field + "' takes an integer, not '" + text + "'");
        }
    }
}
