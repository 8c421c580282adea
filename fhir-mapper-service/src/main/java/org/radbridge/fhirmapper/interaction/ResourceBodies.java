package org.radbridge.fhirmapper.interaction;

import ca.uhn.fhir.parser.DataFormatException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.validation.ResourceValidator;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * What clients send, as resources that conform. Computation, off the event loop. What is said of a
 * body that cannot be read quotes nothing of it.
 */
@ApplicationScoped
public class ResourceBodies {
    private final FhirJson fhirJson;
    private final ResourceValidator validator;
    private final long largest;

    ResourceBodies(FhirJson fhirJson, ResourceValidator validator, SiteConfig config) {
        this.fhirJson = fhirJson;
        this.validator = validator;
        this.largest = config.largestBody().asLongValue();
    }

    /**
     * A body's JSON.
     *
     * @param xml whether it is XML
     * @throws RadbridgeException {@code fhir-body-too-large} or {@code fhir-body-invalid}
     */
    public String json(byte[] body, boolean xml) {
        if (body.length > largest) {
            throw new RadbridgeException(
                    WriteFailure.TOO_LARGE, "at most " + largest + " bytes are taken");
        }
        String text = text(body);
        if (!xml) {
            return text;
        }
        try {
            return fhirJson.ofXml(text);
        } catch (DataFormatException _) {
            throw new RadbridgeException(
                    WriteFailure.INVALID_BODY, "it is no FHIR resource in XML");
        }
    }

    /** The tree of a body's JSON. */
    public JsonNode tree(String json) {
        try {
            JsonNode tree = EventJson.mapper().readTree(json);
            if (tree == null || !tree.isObject()) {
                throw new RadbridgeException(WriteFailure.INVALID_BODY, "it is no JSON object");
            }
            return tree;
        } catch (JsonProcessingException _) {
            throw new RadbridgeException(WriteFailure.INVALID_BODY, "it is no JSON");
        }
    }

    /**
     * The resource of a type that conforms.
     *
     * @throws RadbridgeException {@code fhir-body-invalid}, or {@code fhir-resource-invalid} with
     *     all that the validator says
     */
    public Resource conforming(String type, String json) {
        String found = tree(json).path("resourceType").asText();
        if (!found.equals(type)) {
            throw new RadbridgeException(WriteFailure.INVALID_BODY, "it is no " + type);
        }
        validator.check(json);
        return resource(json);
    }

    /** A resource that need not be of a type that is kept here, such as Parameters. */
    public Resource resource(String json) {
        try {
            return fhirJson.readStrictly(json);
        } catch (DataFormatException _) {
            throw new RadbridgeException(WriteFailure.INVALID_BODY, "it is no FHIR resource");
        }
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException _) {
            throw new RadbridgeException(WriteFailure.INVALID_BODY, "it is not UTF-8");
        }
    }
}
