package org.radbridge.dicom.io;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.radbridge.dicom.io.DicomFormatException.Kind;

/** Inflates a deflated data set piece by piece (PS3.5 annex A.5; RFC 1951, no zlib header). */
final class Inflation {

    private final Inflater inflater = new Inflater(true);
    private final byte[] chunk = new byte[32 << 10];
    private long consumed;

    /**
     * Hands on what the piece inflates to; bytes after the end of the deflate stream are padding.
     */
    void inflate(ByteBuffer deflated, Consumer<ByteBuffer> next) {
        consumed += deflated.remaining();
        inflater.setInput(deflated);
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if (count == 0) {
                    break;
                }
                next.accept(ByteBuffer.wrap(chunk, 0, count));
            }
        } catch (DataFormatException notDeflate) {
            throw new DicomFormatException(
                    Kind.MALFORMED, consumed, "the deflated data set cannot be inflated");
        }
        deflated.position(deflated.limit());
    }

    void finish() {
        boolean finished = inflater.finished();
        inflater.end();
        if (!finished) {
            throw new DicomFormatException(
                    Kind.TRUNCATED, consumed, "the deflated data set has no end");
        }
    }

    /** Frees native memory. */
    void close() {
        inflater.end();
    }
}
