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
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.api.ProposalInteractions.Decision;
import org.radbridge.fhirmapper.api.ProposalInteractions.Proposal;
import org.radbridge.fhirmapper.registry.Cases;
import org.radbridge.fhirmapper.registry.RegistryFailure;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A person's word on a registry's case, by those who may review results. {@code If-Match} names the
 * version that was read; the answer is the Condition as it is then.
 */
@Path("/fhir")
@Produces({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
@Consumes({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
public class RegistryResource {
    private static final String TYPE = "Condition";

    private final ProposalInteractions interactions;
    private final Cases cases;
    private final ReviewParameters parameters;

    RegistryResource(ProposalInteractions interactions, Cases cases, ReviewParameters parameters) {
        this.interactions = interactions;
        this.cases = cases;
        this.parameters = parameters;
    }

    /** Confirms it: its follow-up is an order of the caller's then. Parameters: comment. */
    @POST
    @Path("Condition/{id}/$confirm-case")
    public Uni<Response> confirm(
            @RestPath String id,
            @HeaderParam("If-Match") @Nullable String version,
            @Nullable String body) {
        return decide(
                new Proposal(TYPE, id, "CASE_CONFIRMED"),
                version,
                true,
                parameters.read(body).comment());
    }

    /** Dismisses it, for good. Parameters: comment, which has to say why. */
    @POST
    @Path("Condition/{id}/$dismiss-case")
    public Uni<Response> dismiss(
            @RestPath String id,
            @HeaderParam("If-Match") @Nullable String version,
            @Nullable String body) {
        String comment = parameters.read(body).comment();
        if (comment == null) {
            throw new RadbridgeException(
                    KitFailure.INVALID_REQUEST, "the parameter comment has to say why");
        }
        return decide(new Proposal(TYPE, id, "CASE_DISMISSED"), version, false, comment);
    }

    private Uni<Response> decide(
            Proposal proposal,
            @Nullable String ifMatch,
            boolean confirmed,
            @Nullable String comment) {
        return interactions.decide(
                proposal,
                ifMatch,
                new Decision() {
                    @Override
                    public Uni<Void> lock(Mutiny.Session session, StoredResource there) {
                        PatientIdentifier owner =
                                there.owner()
                                        .orElseThrow(() ->
                                                new RadbridgeException(
                                                        RegistryFailure.NO_CASE,
                                                        "it is in nobody's record"));
                        return cases.lock(session, there.id(), owner.key());
                    }

                    @Override
                    public Uni<Instant> decide(Mutiny.Session session, Reader reader) {
                        return cases.decide(session, proposal.id(), reader, confirmed, comment);
                    }
                });
    }
}
