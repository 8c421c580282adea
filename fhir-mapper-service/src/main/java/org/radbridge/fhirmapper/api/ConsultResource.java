package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.api.ProposalInteractions.Decision;
import org.radbridge.fhirmapper.api.ProposalInteractions.Proposal;
import org.radbridge.fhirmapper.consult.Consults;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.store.StoredResource;

/**
 * A person's word on a proposed consult, by those who may review results. {@code If-Match} names
 * the version that was read; the answer is the ServiceRequest as it is then.
 */
@Path("/fhir")
@Produces({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
@Consumes({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
public class ConsultResource {
    private static final String TYPE = "ServiceRequest";

    private final ProposalInteractions interactions;
    private final Consults consults;
    private final ReviewParameters parameters;

    ConsultResource(
            ProposalInteractions interactions, Consults consults, ReviewParameters parameters) {
        this.interactions = interactions;
        this.consults = consults;
        this.parameters = parameters;
    }

    /** Signs it: the request is the caller's then. Parameters: comment. */
    @POST
    @Path("ServiceRequest/{id}/$accept-consult")
    public Uni<Response> accept(
            @RestPath String id,
            @HeaderParam("If-Match") @Nullable String version,
            @Nullable String body) {
        return decide(
                new Proposal(TYPE, id, "CONSULT_SIGNED"),
                version,
                true,
                parameters.read(body).comment());
    }

    /** Declines it. Parameters: comment. */
    @POST
    @Path("ServiceRequest/{id}/$decline-consult")
    public Uni<Response> decline(
            @RestPath String id,
            @HeaderParam("If-Match") @Nullable String version,
            @Nullable String body) {
        return decide(
                new Proposal(TYPE, id, "CONSULT_DECLINED"),
                version,
                false,
                parameters.read(body).comment());
    }

    private Uni<Response> decide(
            Proposal proposal, @Nullable String ifMatch, boolean signed, @Nullable String comment) {
        return interactions.decide(
                proposal,
                ifMatch,
                new Decision() {
                    @Override
                    public Uni<Void> lock(Mutiny.Session session, StoredResource there) {
                        return consults.lock(session, there.id());
                    }

                    @Override
                    public Uni<Instant> decide(Mutiny.Session session, Reader reader) {
                        return consults.decide(session, proposal.id(), reader, signed, comment);
                    }
                });
    }
}
