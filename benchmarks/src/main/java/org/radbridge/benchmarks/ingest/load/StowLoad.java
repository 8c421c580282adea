package org.radbridge.benchmarks.ingest.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.radbridge.benchmarks.ingest.corpus.Outgoing;
import org.radbridge.benchmarks.ingest.peer.WebAddress;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartRelatedWriter;

/** STOW-RS over one or several connections, one request outstanding on each. */
public final class StowLoad implements Load {

    /** Referenced SOP Sequence: what was stored (PS3.18 §10.5.3). */
    private static final String STORED = "00081199";

    private static final String FAILED = "00081198";

    private record StoreRequest(int instances, List<Buffer> body) {}

    private final WebConnections connections;
    private final int count;
    private final MultipartRelatedWriter writer =
            MultipartRelatedWriter.of(MediaType.APPLICATION_DICOM);
    private final Queue<StoreRequest> waiting = new ConcurrentLinkedQueue<>();
    private final Done whole;

    /**
     * @param perRequest how many instances each request has
     */
    public StowLoad(
            Client client,
            WebAddress address,
            int count,
            int perRequest,
            List<Outgoing> instances) {
        this.connections = new WebConnections(client, address, count);
        this.count = count;
        for (int i = 0; i < instances.size(); i += perRequest) {
            waiting.add(request(instances.subList(i, Math.min(i + perRequest, instances.size()))));
        }
        this.whole =
                new Done(
                        instances.size(),
                        instances.stream().mapToLong(instance -> instance.file().length()).sum());
    }

    private StoreRequest request(List<Outgoing> instances) {
        List<Buffer> body = new ArrayList<>();
        for (Outgoing instance : instances) {
            body.add(writer.beginPart());
            body.add(instance.file());
            body.add(writer.endPart());
        }
        body.add(writer.close());
        return new StoreRequest(instances.size(), body);
    }

    @Override
    public Done run() throws IOException, InterruptedException {
        List<Future<Void>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Promise<Void> all = Promise.promise();
            next(all);
            sent.add(all.future());
        }
        Client.await(Future.all(sent));
        return whole;
    }

    private void next(Promise<Void> all) {
        StoreRequest request = waiting.poll();
        if (request == null) {
            all.complete();
            return;
        }
        connections
                .send(
                        HttpMethod.POST,
                        "/studies",
                        "Content-Type",
                        writer.contentType(),
                        request.body(),
                        new Answer(request.instances()))
                .onFailure(all::tryFail)
                .onSuccess(missing -> {
                    if (missing == 0) {
                        next(all);
                    } else {
                        all.tryFail(missing + " instances of a STOW-RS request were not stored");
                    }
                });
    }

    /** Counts what was not stored. */
    private static final class Answer implements WebConnections.Sink {
        private final int expected;
        private final Buffer text = Buffer.buffer();

        Answer(int expected) {
            this.expected = expected;
        }

        @Override
        public void bytes(Buffer piece) {
            text.appendBuffer(piece);
        }

        @Override
        public long end() {
            JsonObject answer = new JsonObject(text);
            return Math.max(expected - items(answer, STORED), items(answer, FAILED));
        }

        /** Orthanc tells of a sequence without items, too. */
        private static int items(JsonObject answer, String sequence) {
            return answer.getJsonObject(sequence, new JsonObject())
                    .getJsonArray("Value", new JsonArray())
                    .size();
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
