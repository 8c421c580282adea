package org.radbridge.fhirmapper.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Names of operations begin with a dollar sign, which some clients encode ({@code %24everything}):
 * both mean the same (RFC 3986 section 2.3 would rather have it plain).
 */
public class OperationNames {
    private static final String ENCODED = "/%24";

    @ServerRequestFilter(preMatching = true)
    public void decode(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        String path = uri.getRawPath();
        if (path.startsWith("/fhir/") && path.contains(ENCODED)) {
            String decoded = uri.toString().replace(path, path.replace(ENCODED, "/$"));
            request.setRequestUri(URI.create(decoded));
        }
    }
}
