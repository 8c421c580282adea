package org.radbridge.fhirmapper.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A receiver that misbehaves as a test tells it: answers late, never, for another, or half. */
public final class ScriptedReceiver implements AutoCloseable {
    private final ServerSocket server;
    private final BiConsumer<Reply, String> script;
    private final List<String> received = new CopyOnWriteArrayList<>();

    /**
     * A way to answer on the connection that a message came by.
     *
     * @param text the message
     */
    public record Reply(Socket socket, String text) {
        /** Acknowledges a message. */
        public void acknowledge(String code, String controlId) {
            write(
                    RawSender.frame(
                            "MSH|^~\\&|LAB|LAB|RADBRIDGE|RADBRIDGE|20261122||ACK|"
                                    + Hl7v2Samples.controlId()
                                    + "|P|2.5.1\rMSA|"
                                    + code
                                    + "|"
                                    + controlId
                                    + "\r",
                            StandardCharsets.US_ASCII));
        }

        /** Writes bytes as they are. */
        public void write(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Ends the connection. */
        public void drop() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * @param script gets each message's control id, on a thread of its connection
     */
    public ScriptedReceiver(int port, BiConsumer<Reply, String> script) {
        this.script = script;
        try {
            server = new ServerSocket(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Control ids in the order in which they came, repetitions included. */
    public List<String> received() {
        return List.copyOf(received);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == 0x1C) {
                    String text = content.toString(StandardCharsets.UTF_8);
                    String controlId = text.split("\r")[0].split("\\|")[9];
                    received.add(controlId);
                    script.accept(new Reply(socket, text), controlId);
                    content.reset();
                } else if (next != 0x0B && (next != '\r' || content.size() > 0)) {
                    content.write(next);
                }
            }
        } catch (IOException _) {
            // The other side is gone.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
