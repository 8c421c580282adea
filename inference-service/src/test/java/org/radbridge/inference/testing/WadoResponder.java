package org.radbridge.inference.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.json.BulkDataUris;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MultipartRelatedWriter;

/**
 * Answers WADO-RS from {@code folder/study/series/instance.dcm}: a series' metadata, its instances
 * and single ones, to callers with a token. A file {@code down} in the folder makes it answer 503.
 */
final class WadoResponder {
    private static final String BASE = "/dicom-web/studies/";

    private final Path folder;
    private final HttpServer server;

    private WadoResponder(Path folder, HttpServer server) {
        this.folder = folder;
        this.server = server;
    }

    static WadoResponder start(Path folder) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        WadoResponder responder = new WadoResponder(folder, server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(BASE, responder::answer);
        server.start();
        return responder;
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            if (token == null || !token.startsWith("Bearer ")) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            if (Files.exists(folder.resolve("down"))) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            String[] path = exchange.getRequestURI().getPath().substring(BASE.length()).split("/");
            Path series = folder.resolve(path[0]).resolve(path[2]);
            if (path.length == 4 && path[3].equals("metadata") && Files.isDirectory(series)) {
                byte[] json = metadata(series).getBytes(StandardCharsets.UTF_8);
                send(exchange, "application/dicom+json", json);
            } else if (path.length == 5 && Files.exists(series.resolve(path[4] + ".dcm"))) {
                sendInstances(exchange, List.of(series.resolve(path[4] + ".dcm")));
            } else if (path.length == 3 && Files.isDirectory(series)) {
                try (Stream<Path> files = Files.list(series)) {
                    sendInstances(exchange, files.sorted().toList());
                }
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static String metadata(Path series) {
        try (Stream<Path> files = Files.list(series)) {
            List<DataSet> instances = new ArrayList<>();
            for (Path file : files.toList()) {
                instances.add(Part10Reader.read(file).dataSet().remove(Tag.PixelData));
            }
            return DicomJson.writeAll(instances, BulkDataUris.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sendInstances(HttpExchange exchange, List<Path> files) throws IOException {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of("application/dicom");
        Buffer body = Buffer.buffer();
        for (Path file : files) {
            body.appendBuffer(writer.part(Buffer.buffer(Files.readAllBytes(file))));
        }
        send(exchange, writer.contentType(), body.appendBuffer(writer.close()).getBytes());
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
