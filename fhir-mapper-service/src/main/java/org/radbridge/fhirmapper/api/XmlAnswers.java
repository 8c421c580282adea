package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.resource.FhirJson;

/** Writes resources, and OperationOutcomes, as XML for whoever prefers that to JSON. */
public class XmlAnswers {
    private final FhirJson fhirJson;
    private final ComputePool compute;

    XmlAnswers(FhirJson fhirJson, ComputePool compute) {
        this.fhirJson = fhirJson;
        this.compute = compute;
    }

    @ServerResponseFilter
    public Uni<Void> write(ContainerRequestContext request, ContainerResponseContext response) {
        MediaType written = response.getMediaType();
        if (written == null
                || !written.getSubtype().equals("fhir+json")
                || !(response.getEntity() instanceof String json)
                || !preferred(request)) {
            return Uni.createFrom().voidItem();
        }
        return compute.run(() -> fhirJson.toXml(json))
                .invoke(xml -> {
                    response.setEntity(xml);
                    response.getHeaders()
                            .putSingle(HttpHeaders.CONTENT_TYPE, FhirMediaType.XML_UTF_8);
                })
                .replaceWithVoid();
    }

    /** The first of the formats that the client accepts, the better liked first, decides. */
    private static boolean preferred(ContainerRequestContext request) {
        for (MediaType type : request.getAcceptableMediaTypes()) {
            if (FhirWriteResource.xml(type)) {
                return true;
            }
            if (type.isWildcardType()
                    || type.isWildcardSubtype()
                    || type.getSubtype().endsWith("json")) {
                return false;
            }
        }
        return false;
    }
}
