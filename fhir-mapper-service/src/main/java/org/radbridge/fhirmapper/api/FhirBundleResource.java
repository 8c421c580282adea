package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.interaction.ResourceBodies;
import org.radbridge.fhirmapper.transaction.BundleInteractions;
import org.radbridge.fhirmapper.transaction.BundleReader;

/** FHIR R4's batch and transaction (R4 http, 3.1.0.11). */
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
public class FhirBundleResource {
    private final BundleInteractions interactions;
    private final BundleReader reader;
    private final BundleAnswer answer;
    private final ResourceBodies bodies;
    private final ComputePool compute;

    FhirBundleResource(
            BundleInteractions interactions,
            BundleReader reader,
            BundleAnswer answer,
            ResourceBodies bodies,
            ComputePool compute) {
        this.interactions = interactions;
        this.reader = reader;
        this.answer = answer;
        this.bodies = bodies;
        this.compute = compute;
    }

    @POST
    public Uni<Response> submit(HttpHeaders headers, byte[] body) {
        boolean xml = FhirWriteResource.xml(headers.getMediaType());
        Preference preference =
                Preference.of(headers.getRequestHeader("Prefer"), Preference.MINIMAL);
        return compute.run(() -> reader.read(bodies.json(body, xml)))
                .chain(submission ->
                        interactions
                                .run(submission, preference == Preference.REPRESENTATION)
                                .map(answers ->
                                        answer.write(submission.whole(), answers, preference)))
                .map(json -> Response.ok(json, FhirMediaType.JSON_UTF_8).build());
    }
}
