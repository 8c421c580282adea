package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.interaction.HistoryInteractions;
import org.radbridge.fhirmapper.interaction.HistoryInteractions.Subject;
import org.radbridge.fhirmapper.interaction.ResourceBodies;
import org.radbridge.fhirmapper.search.DateSpan;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Histories of a resource, a type and everything (R4 http, 3.1.0.12), and a patient's whole record
 * ({@code $everything}). Links to next pages name a place and nothing else.
 */
@Path("/fhir")
@Produces({
    FhirMediaType.JSON,
    FhirMediaType.PLAIN_JSON,
    FhirMediaType.XML,
    FhirMediaType.PLAIN_XML,
    FhirMediaType.TEXT_XML
})
public class FhirHistoryResource {
    private static final int DEFAULT_COUNT = 50;
    private static final int HIGHEST_COUNT = 500;

    private final HistoryInteractions interactions;
    private final ResourceBodies bodies;
    private final ComputePool compute;
    private final VersionBundle bundle;

    FhirHistoryResource(
            HistoryInteractions interactions,
            ResourceBodies bodies,
            ComputePool compute,
            SiteConfig config) {
        this.interactions = interactions;
        this.bodies = bodies;
        this.compute = compute;
        this.bundle = new VersionBundle(config.base());
    }

    @GET
    @Path("{type}/{id}/_history")
    public Uni<Response> ofResource(
            @RestPath String type,
            @RestPath String id,
            @RestQuery("_since") @Nullable String since,
            @RestQuery("_count") @Nullable String count,
            @RestQuery("_page") @Nullable String page) {
        return history(
                new Subject.Instance(type, id), type + "/" + id + "/_history", since, count, page);
    }

    @GET
    @Path("{type}/_history")
    public Uni<Response> ofType(
            @RestPath String type,
            @RestQuery("_since") @Nullable String since,
            @RestQuery("_count") @Nullable String count,
            @RestQuery("_page") @Nullable String page) {
        return history(new Subject.Type(type), type + "/_history", since, count, page);
    }

    @GET
    @Path("_history")
    public Uni<Response> ofAll(
            @RestQuery("_since") @Nullable String since,
            @RestQuery("_count") @Nullable String count,
            @RestQuery("_page") @Nullable String page) {
        return history(new Subject.All(), "_history", since, count, page);
    }

    private Uni<Response> history(
            Subject subject,
            String path,
            @Nullable String since,
            @Nullable String count,
            @Nullable String page) {
        String asked = VersionBundle.query(since, count);
        return interactions
                .history(subject, instant(since), place(page), count(count))
                .map(found -> json(bundle.history(path, asked, found)));
    }

    /** All of a patient's record that the caller may see. */
    @GET
    @Path("Patient/{id}/$everything")
    public Uni<Response> everything(
            @RestPath String id,
            @RestQuery("_since") @Nullable String since,
            @RestQuery("_type") @Nullable String types,
            @RestQuery("_count") @Nullable String count,
            @RestQuery("_page") @Nullable String page) {
        List<String> wanted =
                types == null
                        ? List.of()
                        : Arrays.stream(types.split(",")).map(String::strip).toList();
        String asked =
                VersionBundle.query(since, count)
                        + (types == null ? "" : "&_type=" + String.join(",", wanted));
        return interactions
                .everything(id, wanted, instant(since), recordPlace(page), count(count))
                .map(found -> json(bundle.record("Patient/" + id + "/$everything", asked, found)));
    }

    /** As {@link #everything}; the parameters may stand in the body. */
    @POST
    @Path("Patient/{id}/$everything")
    @Consumes({
        FhirMediaType.JSON,
        FhirMediaType.PLAIN_JSON,
        FhirMediaType.XML,
        FhirMediaType.PLAIN_XML,
        FhirMediaType.TEXT_XML
    })
    public Uni<Response> everythingByPost(
            @RestPath String id, HttpHeaders headers, UriInfo uri, byte[] body) {
        boolean xml = FhirWriteResource.xml(headers.getMediaType());
        var asked = uri.getQueryParameters();
        return compute.run(() -> parameters(body, xml))
                .chain(given ->
                        everything(
                                id,
                                given.getOrDefault("_since", asked.getFirst("_since")),
                                given.getOrDefault("_type", asked.getFirst("_type")),
                                given.getOrDefault("_count", asked.getFirst("_count")),
                                asked.getFirst("_page")));
    }

    private Map<String, String> parameters(byte[] body, boolean xml) {
        if (body.length == 0) {
            return Map.of();
        }
        if (!(bodies.resource(bodies.json(body, xml)) instanceof Parameters parameters)) {
            throw invalid("the body is a Parameters resource");
        }
        return parameters.getParameter().stream()
                .filter(p -> p.hasValue() && p.getValue().isPrimitive())
                .collect(
                        Collectors.toMap(
                                ParametersParameterComponent::getName,
                                p -> p.getValue().primitiveValue(),
                                (a, b) -> a + "," + b));
    }

    private static Response json(String body) {
        return Response.ok(body, FhirMediaType.JSON_UTF_8).build();
    }

    private static @Nullable Instant instant(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return DateSpan.of(text.replace(' ', '+')).from();
        } catch (DateTimeException _) {
            throw invalid("_since is no instant");
        }
    }

    private static int count(@Nullable String text) {
        if (text == null) {
            return DEFAULT_COUNT;
        }
        if (!text.matches("\\d{1,6}")) {
            throw invalid("_count is no number");
        }
        return Math.min(Integer.parseInt(text), HIGHEST_COUNT);
    }

    private static @Nullable Long place(@Nullable String page) {
        if (page == null) {
            return null;
        }
        if (!page.matches("\\d{1,18}")) {
            throw invalid("_page is none of ours");
        }
        return Long.valueOf(page);
    }

    private static @Nullable String recordPlace(@Nullable String page) {
        if (page != null && !page.matches("[01]\\.\\d{19}")) {
            throw invalid("_page is none of ours");
        }
        return page;
    }

    private static RadbridgeException invalid(String fault) {
        return new RadbridgeException(KitFailure.INVALID_REQUEST, fault);
    }
}
