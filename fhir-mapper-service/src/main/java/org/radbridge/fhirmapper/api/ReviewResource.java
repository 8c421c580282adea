package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.util.Date;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.reading.ReadingAction;
import org.radbridge.fhirmapper.review.Verdict;
import org.radbridge.fhirmapper.store.StoredResource;

/**
 * A radiologist's acts, as FHIR operations on what they are about. Each names in {@code If-Match}
 * the version that was read, so that nobody overwrites what another did or signs what they have not
 * seen; each answers the resource as it is then.
 */
@Path("/fhir")
@Produces({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
@Consumes({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
public class ReviewResource {
    private final ReviewInteractions interactions;
    private final ReviewParameters parameters;

    ReviewResource(ReviewInteractions interactions, ReviewParameters parameters) {
        this.interactions = interactions;
        this.parameters = parameters;
    }

    /** The finding holds as the model says. Parameters: comment. */
    @POST
    @Path("Observation/{id}/$accept")
    public Uni<Response> accept(
            @RestPath String id,
            @HeaderParam("If-Match") @Nullable String version,
            @Nullable String body) {
        return decide(id, version, Verdict.ACCEPTED, body);
    }

    /** The finding holds otherwise. Parameters: present (required), comment. */
    @POST
    @Path("Observation/{id}/$edit")
    public Uni<Response> edit(
            @RestPath String id,
            @HeaderParam("If-Match") @Nullable String version,
            @Nullable String body) {
        return decide(id, version, Verdict.EDITED, body);
    }

    /** The finding is not asserted. Parameters: comment. */
    @POST
    @Path("Observation/{id}/$reject")
    public Uni<Response> reject(
            @RestPath String id,
            @HeaderParam("If-Match") @Nullable String version,
            @Nullable String body) {
        return decide(id, version, Verdict.REJECTED, body);
    }

    /** Signs the report. Parameters: comment. */
    @POST
    @Path("DiagnosticReport/{id}/$attest")
    public Uni<Response> attest(
            @RestPath String id,
            @HeaderParam("If-Match") @Nullable String version,
            @Nullable String body) {
        return act(
                "DiagnosticReport",
                id,
                version,
                new ReadingAction.Attest(parameters.read(body).comment()));
    }

    /** Withdraws the report and all in it. Parameters: comment. */
    @POST
    @Path("DiagnosticReport/{id}/$withdraw")
    public Uni<Response> withdraw(
            @RestPath String id,
            @HeaderParam("If-Match") @Nullable String version,
            @Nullable String body) {
        return act(
                "DiagnosticReport",
                id,
                version,
                new ReadingAction.Withdraw(parameters.read(body).comment()));
    }

    /** The caller reads this study, and no other does until they release it. */
    @POST
    @Path("Task/{id}/$claim")
    public Uni<Response> claim(
            @RestPath String id, @HeaderParam("If-Match") @Nullable String version) {
        return act("Task", id, version, new ReadingAction.Claim());
    }

    /** The caller does not read this study any longer. */
    @POST
    @Path("Task/{id}/$release")
    public Uni<Response> release(
            @RestPath String id, @HeaderParam("If-Match") @Nullable String version) {
        return act("Task", id, version, new ReadingAction.Release());
    }

    private Uni<Response> decide(
            String id, @Nullable String version, Verdict verdict, @Nullable String body) {
        ReviewParameters.Given given = parameters.read(body);
        return act(
                "Observation",
                id,
                version,
                new ReadingAction.Decide(
                        id,
                        verdict,
                        verdict == Verdict.EDITED ? given.requiredPresent() : null,
                        given.comment()));
    }

    private Uni<Response> act(
            String type, String id, @Nullable String version, ReadingAction action) {
        return interactions.act(type, id, version, action).map(ReviewResource::answer);
    }

    private static Response answer(StoredResource resource) {
        return Response.ok(resource.json(), FhirMediaType.JSON_UTF_8)
                .tag(new EntityTag(Integer.toString(resource.version()), true))
                .lastModified(Date.from(resource.lastUpdated()))
                .build();
    }
}
