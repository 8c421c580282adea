package org.radbridge.fhirmapper.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A sender of bytes, for what no well-behaved client would send. */
public final class RawSender implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;

    public RawSender(int port) {
        try {
            socket = new Socket("localhost", port);
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a message in its frame. */
    public void send(String message, Charset set) {
        write(frame(message, set));
    }

    /** The bytes of a message in its frame. */
    public static byte[] frame(String message, Charset set) {
        byte[] content = message.getBytes(set);
        byte[] frame = new byte[content.length + 3];
        frame[0] = 0x0B;
        System.arraycopy(content, 0, frame, 1, content.length);
        frame[frame.length - 2] = 0x1C;
        frame[frame.length - 1] = 0x0D;
        return frame;
    }

    /** Sends bytes as they are. */
    public void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame that comes back; empty when the connection ends before one. */
    public String read() {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == 0x1C) {
                    in.read();
                    return content.toString(StandardCharsets.US_ASCII);
                }
                if (next != 0x0B) {
                    content.write(next);
                }
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
