package org.radbridge.fhirmapper.exitpackage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.kit.failure.RadbridgeException;

/** Reads a package. Blocking; one thread at a time. */
final class PackageReader implements Closeable {
    private static final int LONGEST_LINE = 32 * 1024 * 1024;

    private final ZipFile zip;
    private @Nullable BufferedReader open;

    PackageReader(Path file) throws IOException {
        zip = new ZipFile(file.toFile());
    }

    /**
     * Compares every file with the manifest.
     *
     * @return how many files there are
     * @throws RadbridgeException {@code exit-package-damaged}, naming the file
     */
    int verify() throws IOException {
        JsonNode manifest;
        try (InputStream in = zip.getInputStream(entry(PackageWriter.MANIFEST))) {
            manifest = EventJson.mapper().readTree(in);
        }
        if (!PackageWriter.FORMAT.equals(manifest.path("format").asText())) {
            throw damaged("its format is not " + PackageWriter.FORMAT);
        }
        for (JsonNode file : manifest.path("files")) {
            String name = file.path("name").asText();
            MessageDigest digest = PackageWriter.sha256();
            try (InputStream in = new DigestInputStream(zip.getInputStream(entry(name)), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            if (!HexFormat.of().formatHex(digest.digest()).equals(file.path("sha256").asText())) {
                throw damaged(name + " is not what the manifest says");
            }
        }
        int files = manifest.path("files").size();
        if (files != zip.size() - 1) {
            throw damaged("it has files that the manifest does not name");
        }
        return files;
    }

    /** Begins to read a file of lines; false when the package has none of this name. */
    boolean begin(String name) throws IOException {
        close(open);
        open = null;
        Optional<ZipEntry> entry = Optional.ofNullable(zip.getEntry(name));
        if (entry.isEmpty()) {
            return false;
        }
        open =
                new BufferedReader(
                        new InputStreamReader(
                                zip.getInputStream(entry.get()), StandardCharsets.UTF_8));
        return true;
    }

    /** The next lines of the file that was begun; empty at its end. */
    List<String> lines(int most) throws IOException {
        List<String> lines = new ArrayList<>();
        while (open != null && lines.size() < most) {
            String line = open.readLine();
            if (line == null) {
                break;
            }
            if (line.length() > LONGEST_LINE) {
                throw damaged("a line is longer than " + LONGEST_LINE + " characters");
            }
            lines.add(line);
        }
        return lines;
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw damaged(name + " is missing");
        }
        return entry;
    }

    private static RadbridgeException damaged(String detail) {
        return new RadbridgeException(ExitPackageFailure.DAMAGED, detail);
    }

    private static void close(@Nullable Closeable resource) throws IOException {
        if (resource != null) {
            resource.close();
        }
    }

    @Override
    public void close() throws IOException {
        close(open);
        zip.close();
    }
}
