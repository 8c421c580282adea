package org.radbridge.fhirmapper.subscription;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A subscriber at the far end of a websocket: the JDK's client. */
final class SocketSubscriber implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private final boolean reads;
    private volatile @Nullable Closed closed;
    private volatile boolean brokenOff;

    /** How the server closed it. */
    record Closed(int code, String reason) {}

    private SocketSubscriber(String url, boolean reads) {
        this.reads = reads;
        this.socket = http.newWebSocketBuilder().buildAsync(URI.create(url), new Listener()).join();
    }

    static SocketSubscriber connect(String url) {
        return new SocketSubscriber(url, true);
    }

    /** One that reads only what it is told to: see {@link #read}. */
    static SocketSubscriber slow(String url) {
        return new SocketSubscriber(url, false);
    }

    SocketSubscriber bind(String token) {
        return say("bind-with-token " + token);
    }

    SocketSubscriber say(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    SocketSubscriber sayBytes(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /** Lets a slow one read. */
    void read(long frames) {
        socket.request(frames);
    }

    List<String> heard() {
        return heard;
    }

    Optional<Closed> closed() {
        return Optional.ofNullable(closed);
    }

    /** Whether it ended without a word. */
    boolean isBrokenOff() {
        return brokenOff;
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            if (reads) {
                opened.request(Long.MAX_VALUE);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            brokenOff = true;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed = new Closed(code, reason);
            return null;
        }
    }
}
