package org.radbridge.devstack.client;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Requests of one caller to the suite's JSON interfaces. */
public final class JsonApi {

    /** An answer as it came. */
    public record Answer(int status, String body) {

        /** The body of a 200; anything else is a failure that names the status. */
        public JsonObject json() throws IOException {
            if (status != 200) {
                throw new IOException("HTTP " + status + ": " + body);
            }
            return new JsonObject(body);
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http;
    private final TokenSource tokens;

    /** Gives the bearer token to send. */
    @FunctionalInterface
    public interface TokenSource {
        String token() throws IOException, InterruptedException;
    }

    /**
     * @param tokens whose requests these are
     */
    public JsonApi(HttpClient http, TokenSource tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    public Answer get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    /** A POST without body. */
    public Answer post(String url) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** A POST of JSON. */
    public Answer post(String url, JsonObject body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        request.timeout(PATIENCE)
                                .header("Authorization", "Bearer " + tokens.token())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
