package org.radbridge.ingest.dicomweb;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.radbridge.dicom.web.MediaType;

/**
 * Tells what can be asked for (PS3.18 section 8.9). It holds nothing about patients or the site,
 * and needs no token: a client reads it to learn how to begin.
 */
@ApplicationScoped
class CapabilitiesRoute {
    private static final String WADL = "application/vnd.sun.wadl+xml";
    private static final String JSON = "application/json";

    void register(@Observes Router router) {
        router.options("/dicom-web").handler(CapabilitiesRoute::answer);
        router.options("/dicom-web/").handler(CapabilitiesRoute::answer);
    }

    private static void answer(RoutingContext routing) {
        String base =
                routing.request().scheme() + "://" + routing.request().authority() + "/dicom-web";
        String type = chosen(routing.request().getHeader("Accept"));
        routing.response().putHeader("Content-Type", type).putHeader("Allow", "OPTIONS");
        routing.end(type.equals(WADL) ? Capabilities.wadl(base) : Capabilities.json(base));
    }

    private static String chosen(@org.jspecify.annotations.Nullable String accept) {
        try {
            for (MediaType range : MediaType.parseList(accept == null ? "*/*" : accept)) {
                if (range.accepts(WADL)) {
                    return WADL;
                }
                if (List.of(JSON, MediaType.APPLICATION_DICOM_JSON).stream()
                        .anyMatch(range::accepts)) {
                    return JSON;
                }
            }
        } catch (IllegalArgumentException malformed) {
            return WADL;
        }
        return WADL;
    }
}
