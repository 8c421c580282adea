package org.radbridge.ingest.research;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a ZIP file of bytes that come in pieces: each call gives the bytes that are ready. Nothing
 * is compressed, pixels are so already or compress badly. Not safe for threads.
 */
final class ZipStream {
    private final ByteArrayOutputStream ready = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(ready, StandardCharsets.UTF_8);

    ZipStream() {
        zip.setLevel(Deflater.NO_COMPRESSION);
    }

    /** A file begins. */
    Buffer begin(String name) {
        return after(() -> {
            ZipEntry entry = new ZipEntry(name);
            // the same for every copy
            entry.setTime(0);
            zip.putNextEntry(entry);
        });
    }

    /** The next bytes of the file. */
    Buffer write(Buffer bytes) {
        return after(() -> zip.write(bytes.getBytes()));
    }

    /** The file ends. */
    Buffer end() {
        return after(zip::closeEntry);
    }

    /** No more files. */
    Buffer finish() {
        return after(zip::close);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private Buffer after(Step step) {
        try {
            step.run();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        Buffer bytes = Buffer.buffer(ready.toByteArray());
        ready.reset();
        return bytes;
    }
}
