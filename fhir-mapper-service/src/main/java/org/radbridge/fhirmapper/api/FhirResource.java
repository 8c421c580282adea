package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.interaction.FhirFailure;
import org.radbridge.fhirmapper.interaction.ResourceInteractions;
import org.radbridge.fhirmapper.interaction.ResourceInteractions.Found;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** FHIR R4's RESTful interactions: read, vread, search, capabilities (R4 http, section 3.1.0). */
@Path("/fhir")
@Produces({
    FhirMediaType.JSON,
    FhirMediaType.PLAIN_JSON,
    FhirMediaType.XML,
    FhirMediaType.PLAIN_XML,
    FhirMediaType.TEXT_XML
})
public class FhirResource {
    private static final String PAGE = "_page";

    private final ResourceInteractions interactions;
    private final Capabilities capabilities;
    private final String base;

    FhirResource(ResourceInteractions interactions, Capabilities capabilities, SiteConfig config) {
        this.interactions = interactions;
        this.capabilities = capabilities;
        this.base = config.base();
    }

    /** What this server can do: for everybody. */
    @GET
    @Path("metadata")
    @PermitAll
    public Response capabilities() {
        return json(capabilities.statement());
    }

    @GET
    @Path("{type}/{id}")
    public Uni<Response> read(@RestPath String type, @RestPath String id, Request conditions) {
        return interactions.read(type, id).map(resource -> answer(resource, conditions));
    }

    @GET
    @Path("{type}/{id}/_history/{version}")
    public Uni<Response> readVersion(
            @RestPath String type,
            @RestPath String id,
            @RestPath String version,
            Request conditions) {
        if (!version.matches("[1-9]\\d{0,8}")) {
            throw new RadbridgeException(KitFailure.NOT_FOUND, "no such version");
        }
        return interactions
                .readVersion(type, id, Integer.parseInt(version))
                .map(resource -> answer(resource, conditions));
    }

    @GET
    @Path("{type}")
    public Uni<Response> search(
            @RestPath String type, @HeaderParam("Prefer") @Nullable String prefer, UriInfo uri) {
        String page = uri.getQueryParameters().getFirst(PAGE);
        Uni<Found> found =
                page == null
                        ? interactions.search(
                                type, given(uri.getQueryParameters()), lenient(prefer))
                        : interactions.nextPage(type, pageId(page));
        return found.map(this::bundle);
    }

    /** As {@link #search}; parameters in body and URL count alike. */
    @POST
    @Path("{type}/_search")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> searchByForm(
            @RestPath String type,
            @HeaderParam("Prefer") @Nullable String prefer,
            MultivaluedMap<String, String> form,
            UriInfo uri) {
        List<Given> parameters = given(form);
        parameters.addAll(given(uri.getQueryParameters()));
        return interactions.search(type, parameters, lenient(prefer)).map(this::bundle);
    }

    private Response bundle(Found found) {
        return json(
                new SearchBundle(base)
                        .write(found.request(), found.page(), found.next(), Instant.now()));
    }

    private static Response answer(StoredResource resource, Request conditions) {
        EntityTag version = new EntityTag(Integer.toString(resource.version()), true);
        Response.ResponseBuilder unchanged = conditions.evaluatePreconditions(version);
        if (unchanged != null) {
            return unchanged.tag(version).build();
        }
        return Response.ok(resource.json(), FhirMediaType.JSON_UTF_8)
                .tag(version)
                .lastModified(Date.from(resource.lastUpdated()))
                .build();
    }

    private static Response json(String body) {
        return Response.ok(body, FhirMediaType.JSON_UTF_8).build();
    }

    static List<Given> given(MultivaluedMap<String, String> parameters) {
        List<Given> given = new ArrayList<>();
        parameters.forEach(
                (name, values) -> values.forEach(value -> given.add(new Given(name, value))));
        return given;
    }

    static boolean lenient(@Nullable String prefer) {
        return prefer != null && prefer.contains("handling=lenient");
    }

    private static UUID pageId(String page) {
        try {
            return UUID.fromString(page);
        } catch (IllegalArgumentException _) {
            throw new RadbridgeException(FhirFailure.UNKNOWN_PAGE, "search again");
        }
    }
}
