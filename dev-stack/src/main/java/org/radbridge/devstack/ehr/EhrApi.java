package org.radbridge.devstack.ehr;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** {@code GET /messages[?study=UID]} lists what was received. */
final class EhrApi {

    private final ResultLog log;

    EhrApi(ResultLog log) {
        this.log = log;
    }

    void handle(HttpServerRequest request) {
        switch (request.method() + " " + request.path()) {
            case "GET /health" -> send(request, 200, new JsonObject().put("status", "UP"));
            case "GET /messages" ->
                    send(
                            request,
                            200,
                            new JsonObject()
                                    .put("messages", log.messages(request.getParam("study", ""))));
            default ->
                    send(
                            request,
                            404,
                            new JsonObject()
                                    .put("detail", "There is nothing at " + request.path()));
        }
    }

    private static void send(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encodePrettily() + "\n");
    }
}
