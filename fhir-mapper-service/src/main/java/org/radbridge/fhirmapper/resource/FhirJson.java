package org.radbridge.fhirmapper.resource;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IJsonLikeParser;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.parser.json.jackson.JacksonStructure;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.hl7.fhir.r4.model.Resource;

/** Resources as JSON and back. Parsers are made per call: they are cheap, the context is not. */
@ApplicationScoped
public class FhirJson {
    private final FhirContext context;

    public FhirJson() {
        this.context = FhirContext.forR4Cached();
    }

    /** The resource as JSON, its id without type. */
    public String write(Resource resource) {
        return parser().encodeResourceToString(resource);
    }

    /**
     * Reads a resource.
     *
     * @throws ca.uhn.fhir.parser.DataFormatException when it is none, or another
     */
    public <T extends Resource> T read(Class<T> type, String json) {
        return parser().parseResource(type, json);
    }

    /**
     * Reads a resource of any type.
     *
     * @throws ca.uhn.fhir.parser.DataFormatException when it is none
     */
    public Resource read(String json) {
        return (Resource) parser().parseResource(json);
    }

    /**
     * As {@link #read(Class, String)}, without version and time of change: the store sets those.
     */
    public <T extends Resource> T readUnversioned(Class<T> type, String json) {
        return unversioned(read(type, json));
    }

    /** As {@link #readUnversioned(Class, String)}, of whatever type it is. */
    public Resource readUnversioned(String json) {
        return unversioned((Resource) parser().parseResource(json));
    }

    private static <T extends Resource> T unversioned(T resource) {
        resource.getMeta().setVersionId(null);
        resource.getMeta().setLastUpdated(null);
        resource.setId(resource.getIdElement().getIdPart());
        return resource;
    }

    /**
     * Reads a resource of whatever type, whose every element is known.
     *
     * @throws ca.uhn.fhir.parser.DataFormatException when it is none; the message may quote it
     */
    public Resource readStrictly(String json) {
        return (Resource) strict(context.newJsonParser()).parseResource(json);
    }

    /** As {@link #readStrictly(String)}, of a tree that {@link JsonTrees} has read. */
    public Resource readStrictly(ObjectNode tree) {
        JacksonStructure structure = new JacksonStructure();
        structure.setNativeObject(tree);
        return (Resource)
                ((IJsonLikeParser) strict(context.newJsonParser())).parseResource(structure);
    }

    /** A resource's XML as JSON; fails as {@link #readStrictly}. */
    public String ofXml(String xml) {
        return write((Resource) strict(context.newXmlParser()).parseResource(xml));
    }

    /** A resource's JSON as XML. */
    public String toXml(String json) {
        return context.newXmlParser().encodeResourceToString(parser().parseResource(json));
    }

    private static IParser strict(IParser parser) {
        return parser.setParserErrorHandler(new StrictErrorHandler())
                .setOverrideResourceIdWithBundleEntryFullUrl(false);
    }

    private IParser parser() {
        return context.newJsonParser();
    }
}
