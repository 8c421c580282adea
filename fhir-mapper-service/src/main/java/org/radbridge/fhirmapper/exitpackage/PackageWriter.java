package org.radbridge.fhirmapper.exitpackage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;

/**
 * Writes a package: a ZIP file whose last entry, {@code manifest.json}, names every other with its
 * size and SHA-256. Blocking; one thread at a time.
 */
final class PackageWriter implements Closeable {
    static final String MANIFEST = "manifest.json";
    static final String FORMAT = "radbridge-exit-package/1";

    private final ZipOutputStream zip;
    private final MessageDigest whole = sha256();
    private final ObjectNode manifest = EventJson.mapper().createObjectNode();
    private final ArrayNode files = EventJson.mapper().createArrayNode();
    private @Nullable String name;
    private MessageDigest digest = sha256();
    private long size;
    private long lines;

    PackageWriter(Path file, Instant made) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        zip = new ZipOutputStream(new DigestOutputStream(out, whole));
        manifest.put("format", FORMAT).put("made", made.toString());
    }

    /** Says something more in the manifest. */
    void note(String key, String value) {
        manifest.put(key, value);
    }

    /** Begins a file; the one before ends. */
    void begin(String path) throws IOException {
        end();
        zip.putNextEntry(new ZipEntry(path));
        name = path;
        digest = sha256();
        size = 0;
        lines = 0;
    }

    /** Adds lines to the file that was begun. */
    void lines(List<String> all) throws IOException {
        for (String line : all) {
            write(line.getBytes(StandardCharsets.UTF_8));
            write(new byte[] {'\n'});
        }
        lines += all.size();
    }

    /** Adds a file as a whole. */
    void file(String path, byte[] content) throws IOException {
        begin(path);
        write(content);
        end();
    }

    private void write(byte[] bytes) throws IOException {
        zip.write(bytes);
        digest.update(bytes);
        size += bytes.length;
    }

    private void end() throws IOException {
        if (name == null) {
            return;
        }
        zip.closeEntry();
        ObjectNode file = files.addObject();
        file.put("name", name).put("size", size);
        if (lines > 0) {
            file.put("lines", lines);
        }
        file.put("sha256", HexFormat.of().formatHex(digest.digest()));
        name = null;
    }

    /** Writes the manifest; the answer is the package's own SHA-256. */
    String finish() throws IOException {
        end();
        manifest.set("files", files);
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
        zip.closeEntry();
        zip.close();
        return HexFormat.of().formatHex(whole.digest());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
