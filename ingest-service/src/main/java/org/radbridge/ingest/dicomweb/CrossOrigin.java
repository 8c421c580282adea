package org.radbridge.ingest.dicomweb;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/**
 * Lets the pages of the configured origins call (PS3.18 section 8.10); those of others are refused
 * before anything is read.
 */
@ApplicationScoped
class CrossOrigin {
    private static final int BEFORE_ALL_OTHERS = -1000;
    private static final int SECONDS_TO_REMEMBER = 600;

    private final List<String> origins;

    CrossOrigin(DicomWebConfig config) {
        this.origins = config.corsOrigins().orElse(List.of());
    }

    void register(@Observes Router router) {
        if (origins.isEmpty()) {
            return;
        }
        router.route("/dicom-web/*")
                .order(BEFORE_ALL_OTHERS)
                .handler(
                        CorsHandler.create()
                                .addOrigins(origins)
                                .allowedMethods(
                                        Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS))
                                .allowedHeaders(
                                        Set.of("Accept", "Authorization", "Content-Type", "Range"))
                                .exposedHeaders(
                                        Set.of(
                                                "Accept-Ranges",
                                                "Content-Length",
                                                "Content-Location",
                                                "Content-Range",
                                                "Warning"))
                                .maxAgeSeconds(SECONDS_TO_REMEMBER));
    }
}
