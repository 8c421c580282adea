package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hl7.fhir.r4.model.Resource;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.interaction.Condition;
import org.radbridge.fhirmapper.interaction.FhirFailure;
import org.radbridge.fhirmapper.interaction.IfMatch;
import org.radbridge.fhirmapper.interaction.ResourceBodies;
import org.radbridge.fhirmapper.interaction.Target;
import org.radbridge.fhirmapper.interaction.Write;
import org.radbridge.fhirmapper.interaction.WriteInteractions;
import org.radbridge.fhirmapper.patch.FhirPathPatch;
import org.radbridge.fhirmapper.patch.FhirPaths;
import org.radbridge.fhirmapper.patch.JsonPatch;
import org.radbridge.fhirmapper.patch.ResourcePatch;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * FHIR R4's writing interactions: create, update, patch, delete, each by id and by condition (R4
 * http, sections 3.1.0.4 to 3.1.0.8).
 */
@Path("/fhir")
@Produces({
    FhirMediaType.JSON,
    FhirMediaType.PLAIN_JSON,
    FhirMediaType.XML,
    FhirMediaType.PLAIN_XML,
    FhirMediaType.TEXT_XML
})
@Consumes({
    FhirMediaType.JSON,
    FhirMediaType.PLAIN_JSON,
    FhirMediaType.XML,
    FhirMediaType.PLAIN_XML,
    FhirMediaType.TEXT_XML
})
public class FhirWriteResource {
    private final WriteInteractions interactions;
    private final ResourceBodies bodies;
    private final WriteAnswers answers;
    private final ComputePool compute;
    private final FhirJson fhirJson;
    private final FhirPaths paths;

    FhirWriteResource(
            WriteInteractions interactions,
            ResourceBodies bodies,
            WriteAnswers answers,
            ComputePool compute,
            FhirJson fhirJson,
            FhirPaths paths) {
        this.interactions = interactions;
        this.bodies = bodies;
        this.answers = answers;
        this.compute = compute;
        this.fhirJson = fhirJson;
        this.paths = paths;
    }

    @POST
    @Path("{type}")
    public Uni<Response> create(
            @RestPath String type,
            @HeaderParam("If-None-Exist") @Nullable String ifNoneExist,
            HttpHeaders headers,
            byte[] body) {
        known(type);
        Optional<Condition> condition =
                Optional.ofNullable(ifNoneExist)
                        .map(query -> Condition.parse(type, withoutQuestionMark(query)));
        return read(type, headers, body)
                .chain(resource ->
                        write(
                                new Write.Create(type, resource, condition, Optional.empty()),
                                headers));
    }

    @PUT
    @Path("{type}/{id}")
    public Uni<Response> update(
            @RestPath String type, @RestPath String id, HttpHeaders headers, byte[] body) {
        return update(type, new Target.Id(id), headers, body);
    }

    @PUT
    @Path("{type}")
    public Uni<Response> conditionalUpdate(
            @RestPath String type, UriInfo uri, HttpHeaders headers, byte[] body) {
        return update(type, matching(type, uri), headers, body);
    }

    private Uni<Response> update(String type, Target target, HttpHeaders headers, byte[] body) {
        known(type);
        OptionalInt ifMatch = IfMatch.version(headers.getHeaderString(HttpHeaders.IF_MATCH));
        return read(type, headers, body)
                .chain(resource ->
                        write(
                                new Write.Update(type, target, resource, ifMatch, Optional.empty()),
                                headers));
    }

    @PATCH
    @Path("{type}/{id}")
    @Consumes({
        FhirMediaType.JSON_PATCH,
        FhirMediaType.JSON,
        FhirMediaType.PLAIN_JSON,
        FhirMediaType.XML
    })
    public Uni<Response> patch(
            @RestPath String type, @RestPath String id, HttpHeaders headers, byte[] body) {
        return patch(type, new Target.Id(id), headers, body);
    }

    @PATCH
    @Path("{type}")
    @Consumes({
        FhirMediaType.JSON_PATCH,
        FhirMediaType.JSON,
        FhirMediaType.PLAIN_JSON,
        FhirMediaType.XML
    })
    public Uni<Response> conditionalPatch(
            @RestPath String type, UriInfo uri, HttpHeaders headers, byte[] body) {
        return patch(type, matching(type, uri), headers, body);
    }

    private Uni<Response> patch(String type, Target target, HttpHeaders headers, byte[] body) {
        known(type);
        OptionalInt ifMatch = IfMatch.version(headers.getHeaderString(HttpHeaders.IF_MATCH));
        MediaType sent = headers.getMediaType();
        return compute.run(() -> patch(sent, body))
                .chain(patch -> write(new Write.Patch(type, target, patch, ifMatch), headers));
    }

    private ResourcePatch patch(MediaType sent, byte[] body) {
        String json = bodies.json(body, xml(sent));
        return FhirMediaType.JSON_PATCH.equals(sent.getType() + "/" + sent.getSubtype())
                ? JsonPatch.parse(json)
                : FhirPathPatch.of(fhirJson, paths, bodies.resource(json));
    }

    @DELETE
    @Path("{type}/{id}")
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> delete(@RestPath String type, @RestPath String id, HttpHeaders headers) {
        return delete(type, new Target.Id(id), headers);
    }

    @DELETE
    @Path("{type}")
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> conditionalDelete(
            @RestPath String type, UriInfo uri, HttpHeaders headers) {
        return delete(type, matching(type, uri), headers);
    }

    private Uni<Response> delete(String type, Target target, HttpHeaders headers) {
        known(type);
        return write(
                new Write.Delete(
                        type,
                        target,
                        IfMatch.version(headers.getHeaderString(HttpHeaders.IF_MATCH))),
                headers);
    }

    private Uni<Resource> read(String type, HttpHeaders headers, byte[] body) {
        boolean xml = xml(headers.getMediaType());
        return compute.run(() -> bodies.conforming(type, bodies.tree(bodies.json(body, xml))));
    }

    private Uni<Response> write(Write write, HttpHeaders headers) {
        Preference preference =
                Preference.of(headers.getRequestHeader("Prefer"), Preference.REPRESENTATION);
        return interactions
                .write(write, preference == Preference.REPRESENTATION)
                .map(answer -> answers.response(answer, preference));
    }

    static boolean xml(@Nullable MediaType type) {
        return type != null
                && (type.getSubtype().equals("xml") || type.getSubtype().endsWith("+xml"));
    }

    private static Target matching(String type, UriInfo uri) {
        return new Target.Matching(
                new Condition(
                        type,
                        FhirResource.given(uri.getQueryParameters()).stream()
                                .filter(p -> !List.of("_format", "_pretty").contains(p.name()))
                                .toList()));
    }

    private static String withoutQuestionMark(String query) {
        return query.startsWith("?") ? query.substring(1) : query;
    }

    private static void known(String type) {
        if (SearchParameters.of(type).isEmpty()) {
            throw new RadbridgeException(FhirFailure.UNKNOWN_TYPE, "no such type is kept here");
        }
    }
}
