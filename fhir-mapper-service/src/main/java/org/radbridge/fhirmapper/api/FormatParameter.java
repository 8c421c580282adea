package org.radbridge.fhirmapper.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.radbridge.fhirmapper.interaction.FhirFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** The {@code _format} parameter, which goes before the Accept header (R4 http, 3.1.0.1.11). */
public class FormatParameter {

    @ServerRequestFilter(preMatching = true)
    public void choose(ContainerRequestContext request) {
        String format = request.getUriInfo().getQueryParameters().getFirst("_format");
        if (format == null || !request.getUriInfo().getPath().startsWith("/fhir/")) {
            return;
        }
        switch (format) {
            // A plus sign that nobody encoded reads as a blank.
            case "json", FhirMediaType.PLAIN_JSON, FhirMediaType.JSON, "application/fhir json" ->
                    request.getHeaders().putSingle(HttpHeaders.ACCEPT, FhirMediaType.JSON);
            case "xml",
                    FhirMediaType.PLAIN_XML,
                    FhirMediaType.TEXT_XML,
                    FhirMediaType.XML,
                    "application/fhir xml" ->
                    request.getHeaders().putSingle(HttpHeaders.ACCEPT, FhirMediaType.XML);
            default ->
                    throw new RadbridgeException(
                            FhirFailure.NOT_ACCEPTABLE, "_format names another format");
        }
    }
}
