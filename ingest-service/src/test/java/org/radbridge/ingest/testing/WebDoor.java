package org.radbridge.ingest.testing;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartEvent;
import org.radbridge.dicom.web.MultipartLimits;
import org.radbridge.dicom.web.MultipartRelatedDecoder;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.kit.testing.TestTokens;

/** The service's HTTP side as a client sees it. */
public final class WebDoor {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final String token;

    private WebDoor(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /** With the token of a caller who has one role. */
    public static WebDoor as(String role, int port) {
        return new WebDoor("http://localhost:" + port, TestTokens.of(role));
    }

    /** With this token; an empty one is not sent. */
    public static WebDoor with(String token, int port) {
        return new WebDoor("http://localhost:" + port, token);
    }

    /** Stores files. */
    public HttpResponse<String> store(List<byte[]> files) {
        return store("/dicom-web/studies", files);
    }

    /** Stores files under a path. */
    public HttpResponse<String> store(String path, List<byte[]> files) {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(MediaType.APPLICATION_DICOM);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] file : files) {
            body.writeBytes(writer.part(Buffer.buffer(file)).getBytes());
        }
        body.writeBytes(writer.close().getBytes());
        return post(path, writer.contentType(), body.toByteArray());
    }

    /** Stores files by a body whose length is not said. */
    public HttpResponse<String> storeChunked(String path, List<byte[]> files) {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(MediaType.APPLICATION_DICOM);
        List<byte[]> pieces = new ArrayList<>();
        files.forEach(file -> pieces.add(writer.part(Buffer.buffer(file)).getBytes()));
        pieces.add(writer.close().getBytes());
        HttpRequest request =
                request(path)
                        .header("Content-Type", writer.contentType())
                        .POST(BodyPublishers.ofByteArrays(pieces))
                        .build();
        return send(request, BodyHandlers.ofString());
    }

    /** Posts any body. */
    public HttpResponse<String> post(String path, String contentType, byte[] body) {
        HttpRequest request =
                request(path)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        return send(request, BodyHandlers.ofString());
    }

    /** Gets text. */
    public HttpResponse<String> get(String path) {
        return send(request(path).GET().build(), BodyHandlers.ofString());
    }

    /** Gets bytes, whatever they are. */
    public byte[] bytes(String path) {
        return send(request(path).GET().build(), BodyHandlers.ofByteArray()).body();
    }

    /** Posts JSON. */
    public HttpResponse<String> json(String path, String body) {
        return post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Deletes. */
    public HttpResponse<String> delete(String path) {
        return send(request(path).DELETE().build(), BodyHandlers.ofString());
    }

    /** Gets bytes, with header names and values. */
    public HttpResponse<byte[]> getBytes(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(
                (headers.length == 0 ? request : request.headers(headers)).GET().build(),
                BodyHandlers.ofByteArray());
    }

    /** Sends a request without body. */
    public HttpResponse<String> send(String method, String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(
                (headers.length == 0 ? request : request.headers(headers))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    /** The parts of a multipart body. */
    public static List<byte[]> parts(HttpResponse<byte[]> response) {
        String contentType = response.headers().firstValue("Content-Type").orElseThrow();
        MultipartRelatedDecoder decoder =
                MultipartRelatedDecoder.of(MediaType.parse(contentType), MultipartLimits.DEFAULT);
        List<byte[]> parts = new ArrayList<>();
        Buffer part = Buffer.buffer();
        for (MultipartEvent event : decoder.feed(Buffer.buffer(response.body()))) {
            switch (event) {
                case MultipartEvent.PartBegin _ -> part = Buffer.buffer();
                case MultipartEvent.PartData(Buffer bytes) -> part.appendBuffer(bytes);
                case MultipartEvent.PartEnd() -> parts.add(part.getBytes());
            }
        }
        decoder.finish();
        return parts;
    }

    /** Gets a multipart body and takes it apart. */
    public List<byte[]> retrieve(String path) {
        HttpRequest request =
                request(path)
                        .header(
                                "Accept",
                                "multipart/related; type=\"application/dicom\"; transfer-syntax=*")
                        .GET()
                        .build();
        HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + new String(response.body()));
        }
        return parts(response);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static <T> HttpResponse<T> send(
            HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
