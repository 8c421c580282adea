package org.radbridge.fhirmapper.hl7v2.mllp;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes frames out of a stream of bytes. A frame that another begins in is half a message: its
 * sender will send it again, so it is dropped and counted. Bytes between frames mean nothing.
 *
 * <p>Not thread-safe: one for each connection.
 */
public final class MllpDecoder {
    private final int longest;
    private final FrameBytes content;
    private boolean inside;
    private long dropped;

    /**
     * @param longest how many bytes a frame may hold
     */
    public MllpDecoder(int longest) {
        this.longest = longest;
        this.content = new FrameBytes();
    }

    /**
     * The contents of the frames that these bytes complete.
     *
     * @throws FrameTooLongException when a frame holds more than it may: the stream is of no use
     *     any more
     */
    public List<byte[]> read(Buffer bytes) {
        List<byte[]> complete = new ArrayList<>();
        int at = 0;
        while (at < bytes.length()) {
            at = inside ? readInside(bytes, at, complete) : readOutside(bytes, at);
        }
        return complete;
    }

    /** Whether a frame has begun that has not ended. */
    public boolean isInside() {
        return inside;
    }

    /** How many frames were begun and not ended before the next began. */
    public long dropped() {
        return dropped;
    }

    private int readOutside(Buffer bytes, int from) {
        int at = from;
        while (at < bytes.length() && bytes.getByte(at) != MllpFrame.START) {
            at++;
        }
        inside = at < bytes.length();
        return at + 1;
    }

    private int readInside(Buffer bytes, int from, List<byte[]> complete) {
        int at = from;
        while (at < bytes.length() && !isDelimiter(bytes.getByte(at))) {
            at++;
        }
        if ((long) content.size() + at - from > longest) {
            throw new FrameTooLongException(longest);
        }
        content.append(bytes, from, at);
        if (at < bytes.length()) {
            if (bytes.getByte(at) == MllpFrame.END) {
                complete.add(content.take());
                inside = false;
            } else {
                content.take();
                dropped++;
            }
        }
        return at + 1;
    }

    private static boolean isDelimiter(byte value) {
        return value == MllpFrame.END || value == MllpFrame.START;
    }

    /** The bytes of the frame that is being read. */
    private static final class FrameBytes {
        private Buffer bytes = Buffer.buffer();

        int size() {
            return bytes.length();
        }

        void append(Buffer from, int begin, int end) {
            bytes.appendBuffer(from, begin, end - begin);
        }

        byte[] take() {
            byte[] taken = bytes.getBytes();
            bytes = Buffer.buffer();
            return taken;
        }
    }

    /** A frame holds more than it may. */
    public static final class FrameTooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FrameTooLongException(int longest) {
            super("a frame of more than " + longest + " bytes");
        }
    }
}
