package org.radbridge.devstack.oncall;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.radbridge.devstack.oncall.AlertLog.Behaviour;

/**
 * {@code POST /alerts} receives, {@code GET /alerts[?study=UID]} lists, {@code PUT /behaviour} with
 * {@code {"status":503,"delayMillis":0}} decides the answers, {@code POST /alerts/ID/acknowledge}
 * makes the call that the alert asks for, with the Authorization header of this request.
 */
final class OnCallApi {

    private static final int MAX_BODY = 1 << 20;

    private final Vertx vertx;
    private final AlertLog log;
    private final HttpClient client;

    OnCallApi(Vertx vertx, AlertLog log) {
        this.vertx = vertx;
        this.log = log;
        this.client = vertx.createHttpClient();
    }

    void handle(HttpServerRequest request) {
        List<String> path = List.of(request.path().replaceAll("^/+|/+$", "").split("/"));
        String call = request.method() + " " + path.getFirst();
        Future<Void> answered =
                switch (call) {
                    case "GET health" -> send(request, 200, new JsonObject().put("status", "UP"));
                    case "GET behaviour" -> behaviour(request);
                    case "PUT behaviour" -> behave(request);
                    case "GET alerts" -> list(request, path);
                    case "POST alerts" ->
                            path.size() == 3 && path.get(2).equals("acknowledge")
                                    ? acknowledge(request, path.get(1))
                                    : receive(request);
                    default -> problem(request, 404, "There is nothing at " + request.path());
                };
        answered.onFailure(cause -> {
            if (!request.response().headWritten()) {
                problem(request, 500, String.valueOf(cause.getMessage()));
            }
        });
    }

    private Future<Void> receive(HttpServerRequest request) {
        String key = request.getHeader("Idempotency-Key");
        String id = key == null || key.isBlank() ? UUID.randomUUID().toString() : key;
        Behaviour behaviour = log.behaviour();
        return body(request)
                .compose(body -> onDisk(() -> store(id, body, behaviour)))
                .compose(_ -> delay(behaviour.delayMillis()))
                .compose(_ -> request.response().setStatusCode(behaviour.status()).end())
                .recover(cause -> unreadable(request, cause));
    }

    private boolean store(String id, JsonObject body, Behaviour behaviour) throws Exception {
        if (behaviour.accepts()) {
            log.received(id, body);
        } else {
            log.refused();
        }
        return behaviour.accepts();
    }

    private Future<Void> delay(long millis) {
        return millis == 0 ? Future.succeededFuture() : vertx.timer(millis).mapEmpty();
    }

    private Future<Void> list(HttpServerRequest request, List<String> path) {
        if (path.size() == 1) {
            String study = request.getParam("study", "");
            JsonObject answer =
                    new JsonObject()
                            .put("alerts", log.alerts(study))
                            .put("refused", log.refusals());
            return send(request, 200, answer);
        }
        Optional<JsonObject> alert = log.alert(path.get(1));
        return alert.isPresent()
                ? send(request, 200, alert.get())
                : problem(request, 404, "No alert has this id");
    }

    private Future<Void> behaviour(HttpServerRequest request) {
        Behaviour now = log.behaviour();
        return send(
                request,
                200,
                new JsonObject().put("status", now.status()).put("delayMillis", now.delayMillis()));
    }

    private Future<Void> behave(HttpServerRequest request) {
        return body(request)
                .compose(body -> {
                    int status = body.getInteger("status", Behaviour.ACCEPT.status());
                    long delay = body.getLong("delayMillis", 0L);
                    if (status < 200 || status > 599 || delay < 0 || delay > 600_000) {
                        return problem(
                                request, 400, "status is 200 to 599, delayMillis 0 to 600000");
                    }
                    return onDisk(
                                    () -> {
                                        log.behave(new Behaviour(status, delay));
                                        return true;
                                    })
                            .compose(_ -> behaviour(request));
                })
                .recover(cause -> unreadable(request, cause));
    }

    private Future<Void> acknowledge(HttpServerRequest request, String id) {
        Optional<JsonObject> alert = log.alert(id);
        if (alert.isEmpty()) {
            return problem(request, 404, "No alert has this id");
        }
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return problem(request, 401, "Lend a bearer token that may acknowledge");
        }
        JsonObject how = alert.get().getJsonObject("body").getJsonObject("acknowledge");
        if (how == null) {
            return problem(request, 409, "The alert does not say how to acknowledge it");
        }
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.valueOf(how.getString("method", "POST")))
                        .setAbsoluteURI(how.getString("href"))
                        .putHeader("Authorization", authorization)
                        .putHeader("Content-Type", "application/json");
        return client.request(options)
                .compose(call -> call.send(Buffer.buffer("{}")))
                .compose(response ->
                        response.body()
                                .compose(answer ->
                                        acknowledged(request, id, response.statusCode(), answer)));
    }

    private Future<Void> acknowledged(
            HttpServerRequest request, String id, int status, Buffer answer) {
        return onDisk(
                        () -> {
                            log.acknowledged(id, status);
                            return true;
                        })
                .compose(_ ->
                        request.response()
                                .setStatusCode(status)
                                .putHeader("Content-Type", "application/json")
                                .end(answer));
    }

    private static Future<JsonObject> body(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length == null
                || !length.matches("[0-9]{1,7}")
                || Integer.parseInt(length) > MAX_BODY) {
            return Future.failedFuture(
                    new DecodeException("a JSON body of known length up to 1 MiB is wanted"));
        }
        return request.body().map(Buffer::toJsonObject);
    }

    private static Future<Void> unreadable(HttpServerRequest request, Throwable cause) {
        return cause instanceof DecodeException || cause instanceof ClassCastException
                ? problem(request, 400, String.valueOf(cause.getMessage()))
                : Future.failedFuture(cause);
    }

    private <T> Future<T> onDisk(Callable<T> write) {
        return vertx.executeBlocking(write);
    }

    private static Future<Void> send(HttpServerRequest request, int status, JsonObject body) {
        return request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encodePrettily() + "\n");
    }

    private static Future<Void> problem(HttpServerRequest request, int status, String detail) {
        return request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject().put("status", status).put("detail", detail).encode());
    }
}
