package org.radbridge.fhirmapper.interaction;

import ca.uhn.fhir.parser.DataFormatException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.JsonTrees;
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
    public ObjectNode tree(String json) {
        try {
            if (JsonTrees.read(json) instanceof ObjectNode tree) {
                return tree;
            }
            throw new RadbridgeException(WriteFailure.INVALID_BODY, "it is no JSON object");
        } catch (JsonProcessingException _) {
            throw new RadbridgeException(
                    WriteFailure.INVALID_BODY, "it is no JSON, or names a property twice");
        }
    }

    /**
     * The resource of a type that conforms.
     *
     * @param tree as {@link #tree} has read it, or a part of that
     * @throws RadbridgeException {@code fhir-body-invalid}, or {@code fhir-resource-invalid} with
     *     all that the validator says
     */
    public Resource conforming(String type, JsonNode tree) {
        if (!(tree instanceof ObjectNode resource)
                || !resource.path("resourceType").asText().equals(type)) {
            throw new RadbridgeException(WriteFailure.INVALID_BODY, "it is no " + type);
        }
        validator.check(resource);
        return resource(() -> fhirJson.readStrictly(resource));
    }

    /** A resource that need not be of a type that is kept here, such as Parameters. */
    public Resource resource(String json) {
        return resource(() -> fhirJson.readStrictly(json));
    }

    private static Resource resource(Supplier<Resource> reading) {
        try {
            return reading.get();
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
