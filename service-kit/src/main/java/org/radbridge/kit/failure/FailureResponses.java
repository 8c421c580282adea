package org.radbridge.kit.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.radbridge.contracts.EventJson;

/** Writes failures to HTTP, in the form that the path asks for. */
@ApplicationScoped
public class FailureResponses {
    private static final String CHALLENGE = "Bearer";

    private final List<FailureFormat> formats;

    FailureResponses(@All List<FailureFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /** The response of a failed REST call. */
    public Response response(String path, Throwable cause) {
        Problem problem = Problems.of(cause);
        Response.ResponseBuilder response =
                Response.status(problem.status())
                        .header(HttpHeaders.CONTENT_TYPE, mediaType(path))
                        .entity(body(path, problem));
        if (problem.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        return response.build();
    }

    /** Ends a request that a Vert.x route serves; does nothing once its response has begun. */
    public void end(RoutingContext request, Throwable cause) {
        Problem problem = Problems.of(cause);
        if (request.response().headWritten()) {
            request.response().close();
            return;
        }
        String path = request.normalizedPath();
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, mediaType(path));
        if (problem.status() == 401) {
            request.response().putHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        request.end(body(path, problem));
    }

    /** What is told of a failure where there is no response to put it in. */
    public String text(String path, Throwable cause) {
        return body(path, Problems.of(cause));
    }

    private String mediaType(String path) {
        return format(path).map(FailureFormat::mediaType).orElse(Problem.MEDIA_TYPE);
    }

    private String body(String path, Problem problem) {
        return format(path).map(format -> format.body(problem)).orElseGet(() -> json(problem));
    }

    private Optional<FailureFormat> format(String path) {
        return formats.stream().filter(format -> format.accepts(path)).findFirst();
    }

    private static String json(Problem problem) {
        try {
            return EventJson.mapper().writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem has no JSON form", e);
        }
    }
}
