package org.radbridge.benchmarks.ingest.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.radbridge.benchmarks.ingest.peer.WebAddress;

/**
 * GET requests over one or several connections for a while, one outstanding on each. The last ones
 * are waited for.
 */
public final class ReadLoad implements Load {

    private final WebConnections connections;
    private final int count;
    private final Question question;
    private final Duration length;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicLong received = new AtomicLong();

    /**
     * What is asked.
     *
     * @param paths below the base of DICOMweb, by turns
     * @param accept the Accept header
     * @param shortest an answer with fewer bytes is none
     */
    public record Question(List<String> paths, String accept, long shortest) {
        public Question {
            paths = List.copyOf(paths);
        }
    }

    /**
     * @param length how long new requests are sent
     */
    public ReadLoad(
            Client client, WebAddress address, int count, Question question, Duration length) {
        this.connections = new WebConnections(client, address, count);
        this.count = count;
        this.question = question;
        this.length = length;
    }

    @Override
    public Done run() throws IOException, InterruptedException {
        long limit = System.nanoTime() + length.toNanos();
        List<Future<Void>> ended = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Promise<Void> all = Promise.promise();
            next(limit, all);
            ended.add(all.future());
        }
        Client.await(Future.all(ended));
        return new Done(answered.get(), received.get());
    }

    private void next(long limit, Promise<Void> all) {
        if (System.nanoTime() - limit > 0) {
            all.complete();
            return;
        }
        int turn = asked.getAndIncrement() % question.paths().size();
        String path = question.paths().get(turn);
        connections
                .send(HttpMethod.GET, path, "Accept", question.accept(), List.of(), new ByteCount())
                .onFailure(all::tryFail)
                .onSuccess(bytes -> {
                    if (bytes < question.shortest()) {
                        all.tryFail("GET " + path + " gave " + bytes + " bytes only");
                        return;
                    }
                    answered.incrementAndGet();
                    received.addAndGet(bytes);
                    next(limit, all);
                });
    }

    private static final class ByteCount implements WebConnections.Sink {
        private long bytes;

        @Override
        public void bytes(Buffer piece) {
            bytes += piece.length();
        }

        @Override
        public long end() {
            return bytes;
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
