package org.radbridge.fhirmapper.resource;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads FHIR's JSON into trees: decimals keep every digit, trailing zeros too, and no object names
 * a property twice (R4 json, 2.6.2).
 */
public final class JsonTrees {
    private static final ObjectReader READER =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build()
                    .reader();

    private JsonTrees() {}

    /**
     * The tree of a text; missing when the text is blank.
     *
     * @throws JsonProcessingException when it is none
     */
    public static JsonNode read(String json) throws JsonProcessingException {
        return READER.readTree(json);
    }
}
