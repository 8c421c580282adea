package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.radbridge.fhirmapper.trend.LesionTrends;

/**
 * How a patient's tracked lesions have changed ({@code Patient/[id]/$lesion-trend}): a document for
 * whoever takes FHIR, the picture alone for whoever asks for one. It changes nothing and takes no
 * parameters, so that GET and POST do the same.
 */
@Path("/fhir/Patient/{id}/$lesion-trend")
public class LesionTrendResource {
    private static final String PICTURE = "image/svg+xml";

    /** A picture is looked at and runs nothing, whatever it holds. */
    private static final String NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'";

    private final LesionTrends trends;

    LesionTrendResource(LesionTrends trends) {
        this.trends = trends;
    }

    @GET
    @Produces({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
    public Uni<Response> document(@RestPath String id) {
        return trends.document(id)
                .map(json ->
                        Response.ok(json, FhirMediaType.JSON_UTF_8)
                                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                                .build());
    }

    @POST
    @Produces({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
    public Uni<Response> documentByPost(@RestPath String id) {
        return document(id);
    }

    @GET
    @Produces(PICTURE)
    public Uni<Response> picture(@RestPath String id) {
        return trends.picture(id)
                .map(svg ->
                        Response.ok(svg, PICTURE)
                                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                                .header("Content-Security-Policy", NOTHING_RUNS)
                                .build());
    }

    @POST
    @Produces(PICTURE)
    public Uni<Response> pictureByPost(@RestPath String id) {
        return picture(id);
    }
}
