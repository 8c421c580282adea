package org.radbridge.contracts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema (draft 2020-12) of a record's JSON form. Every component not nullable is
 * required.
 */
final class RecordSchema {
    private static final Set<Class<?>> INTEGERS =
            Set.of(int.class, Integer.class, long.class, Long.class);

    private RecordSchema() {}

    static ObjectNode of(Class<? extends Event> body, EventType type) {
        ObjectNode schema = EventJson.mapper().createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:radbridge:event:" + type.cloudEventType());
        schema.put("title", body.getSimpleName());
        schema.setAll(ofRecord(body));
        return schema;
    }

    private static ObjectNode ofRecord(Class<?> record) {
        ObjectNode schema = EventJson.mapper().createObjectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : record.getRecordComponents()) {
            properties.set(component.getName(), ofType(component.getGenericType()));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        return schema;
    }

    private static ObjectNode ofType(Type type) {
        ObjectNode schema = EventJson.mapper().createObjectNode();
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                schema.put("type", "array").set("items", ofType(arguments[0]));
                return schema;
            }
            if (generic.getRawType() == Map.class) {
                schema.put("type", "object").set("propertyNames", ofType(arguments[0]));
                schema.set("additionalProperties", ofType(arguments[1]));
                return schema;
            }
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain, schema);
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private static ObjectNode ofClass(Class<?> type, ObjectNode schema) {
        if (type == String.class) {
            return schema.put("type", "string");
        }
        if (type == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        }
        if (INTEGERS.contains(type)) {
            return schema.put("type", "integer");
        }
        if (type == double.class) {
            return schema.put("type", "number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return schema.put("type", "boolean");
        }
        if (type.isEnum()) {
            ArrayNode values = schema.put("type", "string").putArray("enum");
            for (Object value : type.getEnumConstants()) {
                values.add(((Enum<?>) value).name());
            }
            return schema;
        }
        if (type.isRecord()) {
            return ofRecord(type);
        }
        throw new IllegalArgumentException("no schema for " + type);
    }
}
