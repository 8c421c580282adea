package org.radbridge.fhirmapper.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.interaction.Condition;
import org.radbridge.fhirmapper.interaction.IfMatch;
import org.radbridge.fhirmapper.interaction.ResourceBodies;
import org.radbridge.fhirmapper.interaction.Write;
import org.radbridge.fhirmapper.interaction.WriteFailure;
import org.radbridge.fhirmapper.patch.FhirPathPatch;
import org.radbridge.fhirmapper.patch.FhirPaths;
import org.radbridge.fhirmapper.patch.JsonPatch;
import org.radbridge.fhirmapper.patch.ResourcePatch;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.validation.InvalidResourceException;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** Reads Bundles of interactions. Computation, off the event loop. */
@ApplicationScoped
public class BundleReader {
    private final ResourceBodies bodies;
    private final FhirJson fhirJson;
    private final FhirPaths paths;
    private final String base;
    private final int most;

    BundleReader(ResourceBodies bodies, FhirJson fhirJson, FhirPaths paths, SiteConfig config) {
        this.bodies = bodies;
        this.fhirJson = fhirJson;
        this.paths = paths;
        this.base = config.base();
        this.most = config.bundleEntries();
    }

    /**
     * Reads a Bundle; what is wrong with an entry alone stands in its place.
     *
     * @throws RadbridgeException {@code fhir-body-invalid} or {@code fhir-body-too-large}
     */
    public Submission read(String json) {
        JsonNode bundle = bodies.tree(json);
        boolean whole =
                switch (bundle.path("type").asText()) {
                    case "transaction" -> true;
                    case "batch" -> false;
                    default ->
                            throw new RadbridgeException(
                                    WriteFailure.INVALID_BODY, "it is no transaction and no batch");
                };
        JsonNode entries = bundle.path("entry");
        if (!bundle.path("resourceType").asText().equals("Bundle") || entries.isObject()) {
            throw new RadbridgeException(WriteFailure.INVALID_BODY, "it is no Bundle");
        }
        if (entries.size() > most) {
            throw new RadbridgeException(
                    WriteFailure.TOO_LARGE, "at most " + most + " entries are taken");
        }
        List<Entry> read = new ArrayList<>();
        for (JsonNode entry : entries) {
            read.add(entry(read.size(), entry));
        }
        return new Submission(whole, read);
    }

    private Entry entry(int number, JsonNode entry) {
        try {
            return entry(entry);
        } catch (InvalidResourceException e) {
            return new Entry.Wrong(e.within("Bundle.entry[" + number + "].resource"));
        } catch (RadbridgeException e) {
            return new Entry.Wrong(e);
        }
    }

    private Entry entry(JsonNode entry) {
        JsonNode request = entry.path("request");
        EntryUrl url = EntryUrl.of(base, request.path("url").asText());
        Optional<String> fullUrl = text(entry, "fullUrl");
        OptionalInt ifMatch = IfMatch.version(text(request, "ifMatch").orElse(null));
        return switch (request.path("method").asText()) {
            case "GET" -> new Entry.Reading(url.read());
            case "DELETE" -> new Entry.Writing(new Write.Delete(url.type(), url.target(), ifMatch));
            case "POST" ->
                    new Entry.Writing(
                            new Write.Create(
                                    url.typeOnly(),
                                    resource(url.type(), entry),
                                    text(request, "ifNoneExist")
                                            .map(query -> Condition.parse(url.type(), query)),
                                    fullUrl));
            case "PUT" ->
                    new Entry.Writing(
                            new Write.Update(
                                    url.type(),
                                    url.target(),
                                    resource(url.type(), entry),
                                    ifMatch,
                                    fullUrl));
            case "PATCH" ->
                    new Entry.Writing(
                            new Write.Patch(
                                    url.type(),
                                    url.target(),
                                    patch(entry.path("resource")),
                                    ifMatch));
            default ->
                    throw new RadbridgeException(
                            KitFailure.INVALID_REQUEST, "an entry has no method that is known");
        };
    }

    private Resource resource(String type, JsonNode entry) {
        return bodies.conforming(type, entry.path("resource"));
    }

    /** A FHIRPath patch as Parameters, or a JSON patch in a Binary (R4 http, 3.1.0.11.1). */
    private ResourcePatch patch(JsonNode resource) {
        if (!resource.path("resourceType").asText().equals("Binary")) {
            return FhirPathPatch.of(fhirJson, paths, bodies.resource(resource.toString()));
        }
        try {
            return JsonPatch.parse(
                    new String(
                            Base64.getDecoder().decode(resource.path("data").asText()),
                            StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            throw new RadbridgeException(WriteFailure.INVALID_BODY, "a Binary is not base64");
        }
    }

    private static Optional<String> text(JsonNode node, String name) {
        @Nullable JsonNode value = node.get(name);
        return value == null ? Optional.empty() : Optional.of(value.asText());
    }
}
