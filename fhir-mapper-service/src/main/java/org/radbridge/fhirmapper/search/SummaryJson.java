package org.radbridge.fhirmapper.search;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A resource's JSON with what the model marks as summary, at every level: a study without its
 * instances, a document without its bytes. Read and written token by token.
 */
public final class SummaryJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SummaryJson() {}

    /** The summary of a resource; the database has chosen its top-level elements already. */
    public static String of(String type, String json) {
        StringWriter summary = new StringWriter(json.length());
        try (JsonParser parser = JSON.createParser(json);
                JsonGenerator generator = JSON.createGenerator(summary)) {
            parser.nextToken();
            object(parser, generator, FhirContext.forR4Cached().getResourceDefinition(type), true);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored resource cannot be read", e);
        }
        return summary.toString();
    }

    private static void object(
            JsonParser parser,
            JsonGenerator generator,
            @Nullable BaseRuntimeElementDefinition<?> definition,
            boolean top)
            throws IOException {
        generator.writeStartObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            BaseRuntimeChildDefinition child = child(definition, name);
            parser.nextToken();
            if (top || child == null || child.isSummary()) {
                generator.writeFieldName(name);
                value(
                        parser,
                        generator,
                        child == null || name.equals("meta") ? null : child.getChildByName(name));
            } else {
                parser.skipChildren();
            }
        }
        generator.writeEndObject();
    }

    private static void value(
            JsonParser parser,
            JsonGenerator generator,
            @Nullable BaseRuntimeElementDefinition<?> definition)
            throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                if (definition == null) {
                    generator.copyCurrentStructure(parser);
                } else {
                    object(parser, generator, definition, false);
                }
            }
            case START_ARRAY -> {
                generator.writeStartArray();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(parser, generator, definition);
                }
                generator.writeEndArray();
            }
            default -> generator.copyCurrentEventExact(parser);
        }
    }

    /** What the model says of a name; null for one it does not define, such as an id. */
    private static @Nullable BaseRuntimeChildDefinition child(
            @Nullable BaseRuntimeElementDefinition<?> definition, String name) {
        return definition instanceof BaseRuntimeElementCompositeDefinition<?> composite
                ? composite.getChildByName(name)
                : null;
    }
}
