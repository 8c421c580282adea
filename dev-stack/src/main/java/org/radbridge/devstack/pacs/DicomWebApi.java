package org.radbridge.devstack.pacs;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.json.BulkDataUris;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartException;
import org.radbridge.dicom.web.MultipartLimits;
import org.radbridge.dicom.web.MultipartRelatedParser;
import org.radbridge.dicom.web.MultipartRelatedWriter;

/**
 * STOW-RS, QIDO-RS and WADO-RS (objects and metadata) under {@code /dicom-web}, and {@code GET
 * /health}. A peer for tests and demonstrations: no authentication, loopback only.
 */
final class DicomWebApi {

    private static final String BASE = "/dicom-web";
    private static final OpenOptions READ_ONLY = new OpenOptions().setWrite(false).setCreate(false);

    private final Vertx vertx;
    private final ObjectStore store;

    DicomWebApi(Vertx vertx, ObjectStore store) {
        this.vertx = vertx;
        this.store = store;
    }

    void handle(HttpServerRequest request) {
        Future<Void> answered;
        try {
            answered = route(request);
        } catch (IllegalArgumentException e) {
            answered = problem(request, 400, String.valueOf(e.getMessage()));
        }
        answered.onFailure(cause -> {
            if (!request.response().headWritten()) {
                problem(request, 500, String.valueOf(cause.getMessage()));
            } else {
                request.response().close();
            }
        });
    }

    private Future<Void> route(HttpServerRequest request) {
        if (request.path().equals("/health")) {
            return json(request, 200, "{\"status\":\"UP\"}", "application/json");
        }
        if (!request.path().startsWith(BASE + "/")) {
            return problem(request, 404, "There is nothing at " + request.path());
        }
        ResourcePath path = ResourcePath.parse(request.path().substring(BASE.length() + 1));
        if (request.method().equals(HttpMethod.POST) && path.isStore()) {
            return stow(request);
        }
        if (!request.method().equals(HttpMethod.GET)) {
            return problem(request, 405, request.method() + " is not served here");
        }
        return switch (path.kind()) {
            case SEARCH -> search(request, path);
            case OBJECTS -> retrieve(request, path);
            case METADATA -> metadata(request, path);
            case UNKNOWN -> problem(request, 404, "There is nothing at " + request.path());
        };
    }

    private Future<Void> stow(HttpServerRequest request) {
        StowRequest stow =
                new StowRequest(
                        vertx, store, request.scheme() + "://" + request.authority() + BASE);
        MultipartRelatedParser parser;
        try {
            MediaType type = MediaType.parse(String.valueOf(request.getHeader("Content-Type")));
            parser = new MultipartRelatedParser(type, MultipartLimits.DEFAULT, stow);
        } catch (MultipartException | IllegalArgumentException e) {
            return problem(request, 415, "multipart/related with a boundary is wanted");
        }
        return parser.parse(request)
                .compose(_ ->
                        json(
                                request,
                                stow.status(),
                                DicomJson.write(stow.response()),
                                MediaType.APPLICATION_DICOM_JSON))
                .recover(cause -> stow.discard().compose(_ -> refuse(request, cause)));
    }

    private static Future<Void> refuse(HttpServerRequest request, Throwable cause) {
        return cause instanceof MultipartException malformed
                ? problem(request, 400, malformed.kind().toString())
                : Future.failedFuture(cause);
    }

    private Future<Void> search(HttpServerRequest request, ResourcePath path) {
        Query query = Query.of(path.level(), path.uids(), request.params());
        return vertx.executeBlocking(() -> query.answer(store), false)
                .compose(answers ->
                        json(
                                request,
                                answers.isEmpty() ? 204 : 200,
                                answers.isEmpty()
                                        ? ""
                                        : DicomJson.writeAll(answers, BulkDataUris.NONE),
                                MediaType.APPLICATION_DICOM_JSON));
    }

    private Future<Void> metadata(HttpServerRequest request, ResourcePath path) {
        Collection<StoredObject> objects = objects(path);
        if (objects.isEmpty()) {
            return problem(request, 404, "No such object");
        }
        List<DataSet> sets = objects.stream().map(StoredObject::attributes).toList();
        return vertx.executeBlocking(() -> DicomJson.writeAll(sets, BulkDataUris.NONE), false)
                .compose(text -> json(request, 200, text, MediaType.APPLICATION_DICOM_JSON));
    }

    private Collection<StoredObject> objects(ResourcePath path) {
        Map<Integer, String> uids = path.uids();
        return store.ofStudy(uids.getOrDefault(Tag.StudyInstanceUID, "")).stream()
                .filter(object ->
                        uids.entrySet().stream()
                                .allMatch(uid ->
                                        object.attributes()
                                                .string(uid.getKey())
                                                .filter(uid.getValue()::equals)
                                                .isPresent()))
                .toList();
    }

    private Future<Void> retrieve(HttpServerRequest request, ResourcePath path) {
        Collection<StoredObject> objects = objects(path);
        if (objects.isEmpty()) {
            return problem(request, 404, "No such object");
        }
        HttpServerResponse response = request.response();
        if (objects.size() == 1 && wantsBare(request)) {
            StoredObject object = objects.iterator().next();
            return response.putHeader("Content-Type", MediaType.APPLICATION_DICOM)
                    .sendFile(object.file().toString());
        }
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(MediaType.APPLICATION_DICOM);
        response.setChunked(true).putHeader("Content-Type", writer.contentType());
        return sendAll(response, writer, objects.iterator())
                .compose(_ -> response.end(writer.close()));
    }

    /** One object may be asked for without multipart around it, PS3.18 §8.7.3.4. */
    private static boolean wantsBare(HttpServerRequest request) {
        return MediaType.parseList(
                        request.headers().contains("Accept") ? request.getHeader("Accept") : "")
                .stream()
                .findFirst()
                .map(type -> type.type().equals(MediaType.APPLICATION_DICOM))
                .orElse(false);
    }

    private Future<Void> sendAll(
            HttpServerResponse response,
            MultipartRelatedWriter writer,
            Iterator<StoredObject> objects) {
        if (!objects.hasNext()) {
            return Future.succeededFuture();
        }
        StoredObject object = objects.next();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Content-Type",
                MediaType.APPLICATION_DICOM + "; transfer-syntax=" + object.transferSyntax().uid());
        return response.write(writer.beginPart(headers))
                .compose(_ ->
                        vertx.fileSystem()
                                .open(
                                        object.file().toString(),
                                        new io.vertx.core.file.OpenOptions()
                                                .setWrite(false)
                                                .setCreate(false)))
                .compose(file ->
                        file.pipe()
                                .endOnComplete(false)
                                .to(response)
                                .eventually(() -> file.close()))
                .compose(_ -> response.write(writer.endPart()))
                .compose(_ -> sendAll(response, writer, objects));
    }

    private static Future<Void> json(
            HttpServerRequest request, int status, String body, String type) {
        HttpServerResponse response = request.response().setStatusCode(status);
        return body.isEmpty() ? response.end() : response.putHeader("Content-Type", type).end(body);
    }

    private static Future<Void> problem(HttpServerRequest request, int status, String detail) {
        String body = new JsonObject().put("status", status).put("detail", detail).encode();
        return json(request, status, body, "application/problem+json");
    }
}
