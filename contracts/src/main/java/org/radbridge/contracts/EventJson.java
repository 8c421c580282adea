package org.radbridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON form of event bodies: ISO instants, null left out, unknown properties passed over so
 * that an older consumer reads a newer producer's event.
 */
public final class EventJson {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .serializationInclusion(JsonInclude.Include.NON_NULL)
                    .build();

    private EventJson() {}

    /** The mapper, for values that stand inside events. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** The body as JSON text. */
    public static String write(Event event) {
        try {
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event body of ours has no JSON form", e);
        }
    }

    /**
     * Reads a body.
     *
     * @throws UnreadableEventException when the text is not JSON or not this body
     */
    public static <E extends Event> E read(byte[] json, Class<E> body) {
        try {
            return MAPPER.readValue(json, body);
        } catch (IOException e) {
            throw new UnreadableEventException(body, e);
        }
    }

    /** As {@link #read(byte[], Class)}, from text. */
    public static <E extends Event> E read(String json, Class<E> body) {
        return read(json.getBytes(StandardCharsets.UTF_8), body);
    }
}
