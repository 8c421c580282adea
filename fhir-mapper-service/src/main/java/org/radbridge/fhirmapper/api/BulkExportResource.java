package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.bulk.BulkExport;
import org.radbridge.fhirmapper.bulk.BulkFailure;
import org.radbridge.fhirmapper.bulk.BulkInteractions;
import org.radbridge.fhirmapper.bulk.BulkInteractions.Asked;
import org.radbridge.fhirmapper.bulk.BulkInteractions.Level;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.kit.failure.RadbridgeException;

/** FHIR Bulk Data Access: {@code $export} of everything, of all patients, or of a Group's. */
@Path("/fhir")
@Produces({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
public class BulkExportResource {
    private static final String NDJSON = "application/fhir+ndjson";
    private static final String SECONDS_TO_WAIT = "1";

    private final BulkInteractions interactions;
    private final String base;

    BulkExportResource(BulkInteractions interactions, SiteConfig config) {
        this.interactions = interactions;
        this.base = config.base();
    }

    @GET
    @Path("$export")
    public Uni<Response> system(@HeaderParam("Prefer") @Nullable String prefer, UriInfo uri) {
        return begin(new Level.System(), "$export", prefer, uri);
    }

    @GET
    @Path("Patient/$export")
    public Uni<Response> patients(@HeaderParam("Prefer") @Nullable String prefer, UriInfo uri) {
        return begin(new Level.Patients(), "Patient/$export", prefer, uri);
    }

    @GET
    @Path("Group/{id}/$export")
    public Uni<Response> group(
            @RestPath String id, @HeaderParam("Prefer") @Nullable String prefer, UriInfo uri) {
        return begin(new Level.Group(id), "Group/" + id + "/$export", prefer, uri);
    }

    private Uni<Response> begin(Level level, String path, @Nullable String prefer, UriInfo uri) {
        if (prefer == null || !prefer.contains("respond-async")) {
            throw new RadbridgeException(BulkFailure.NOT_ASYNCHRONOUS, "add that header");
        }
        Asked asked = BulkParameters.read(base + "/" + path, uri.getQueryParameters());
        return interactions
                .begin(level, asked)
                .map(id ->
                        Response.accepted()
                                .header(
                                        HttpHeaders.CONTENT_LOCATION,
                                        base + "/$export-status/" + id)
                                .build());
    }

    /** 202 while it is being counted, then the manifest. */
    @GET
    @Path("$export-status/{id}")
    public Uni<Response> status(@RestPath String id) {
        return interactions.find(uuid(id)).map(this::status);
    }

    private Response status(BulkExport export) {
        if (export.files().isEmpty()) {
            return Response.accepted()
                    .header("X-Progress", "counting")
                    .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT)
                    .build();
        }
        return Response.ok(BulkManifest.write(base, export), "application/json").build();
    }

    /** Cancels an export, or says that it is not needed any longer. */
    @DELETE
    @Path("$export-status/{id}")
    public Uni<Response> cancel(@RestPath String id) {
        return interactions.cancel(uuid(id)).map(_ -> Response.accepted().build());
    }

    /** A file of an export, read as it is written. */
    @GET
    @Path("$export-file/{id}/{type}")
    @Produces(NDJSON)
    public RestMulti<byte[]> file(@RestPath String id, @RestPath String type) {
        Multi<byte[]> lines = interactions.file(uuid(id), type);
        return RestMulti.fromMultiData(lines)
                .withDemand(1)
                .encodeAsJsonArray(false)
                .header("Content-Type", NDJSON)
                .build();
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            throw new RadbridgeException(BulkFailure.UNKNOWN, "no export has this id");
        }
    }
}
