package org.radbridge.ingest.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.settings.SettingsStatus.Fault;

/**
 * A file's content in force. It must be usable when the service starts; later, what cannot be used
 * leaves in force what was. Reading blocks; the content in force is had at once, from any thread.
 *
 * @param <T> what the file says
 */
public final class SettingsFile<T> {
    private static final Logger LOG = Logger.getLogger(SettingsFile.class);
    private static final int LARGEST = 1024 * 1024;

    /** Turns text into what it says. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * Reads a text.
         *
         * @param source how faults call it: a file name
         * @throws SettingsException when it cannot be used
         */
        T read(String source, String text);
    }

    private record InForce<T>(T value, String sha256, Instant since) {}

    private final String name;
    private final Optional<Path> file;
    private final String shipped;
    private final Reader<T> reader;
    private volatile InForce<T> inForce;
    private volatile @Nullable Fault fault;
    private @Nullable FileTime lastSeen;
    private long lastSize;

    /**
     * Reads the file for the first time.
     *
     * @param name how operators call it
     * @param file what the site provides; without one, what the suite ships
     * @param shipped a resource of the class path
     * @throws SettingsException when it cannot be used
     */
    public SettingsFile(String name, Optional<Path> file, String shipped, Reader<T> reader) {
        this.name = name;
        this.file = file;
        this.shipped = shipped;
        this.reader = reader;
        noteChange();
        this.inForce = read();
    }

    /** How operators call it. */
    public String name() {
        return name;
    }

    /** What is in force. */
    public T value() {
        return inForce.value();
    }

    /** What is in force since when, and what is wrong with what came after it. */
    public SettingsStatus status() {
        InForce<T> current = inForce;
        return new SettingsStatus(name, source(), current.sha256(), current.since(), fault);
    }

    /** Reads the file if it looks different from the last time; tells whether it did. */
    public synchronized boolean readIfChanged() {
        return noteChange() && reload();
    }

    /** Reads the file; tells whether it can be used. */
    public synchronized boolean reload() {
        try {
            InForce<T> fresh = read();
            fault = null;
            if (!fresh.sha256().equals(inForce.sha256())) {
                inForce = fresh;
                LOG.infof("%s: %s is in force (%s)", name, source(), fresh.sha256());
            }
            return true;
        } catch (SettingsException e) {
            fault = new Fault(e.failureId().id(), e.detail(), Instant.now());
            LOG.errorf(
                    "%s: %s; what was in force since %s stays",
                    e.failureId().id(), e.detail(), inForce.since());
            return false;
        }
    }

    private boolean noteChange() {
        if (file.isEmpty()) {
            return false;
        }
        FileTime seen = null;
        long size = -1;
        try {
            seen = Files.getLastModifiedTime(file.get());
            size = Files.size(file.get());
        } catch (IOException gone) {
            LOG.debugf("%s: %s", name, gone.getClass().getSimpleName());
        }
        boolean changed = !Objects.equals(seen, lastSeen) || size != lastSize;
        lastSeen = seen;
        lastSize = size;
        return changed;
    }

    private InForce<T> read() {
        String text = file.map(this::text).orElseGet(this::shippedText);
        return new InForce<>(reader.read(source(), text), sha256(text), Instant.now());
    }

    private String source() {
        return file.map(Path::toString).orElse(shipped);
    }

    private String text(Path path) {
        try (InputStream content = Files.newInputStream(path)) {
            return bounded(content);
        } catch (IOException e) {
            throw new SettingsException(path.toString(), "the file cannot be read", e);
        }
    }

    private String shippedText() {
        try (InputStream content =
                SettingsFile.class.getClassLoader().getResourceAsStream(shipped)) {
            if (content == null) {
                throw new SettingsException(shipped, "the shipped file is missing");
            }
            return bounded(content);
        } catch (IOException e) {
            throw new SettingsException(shipped, "the shipped file cannot be read", e);
        }
    }

    private String bounded(InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new SettingsException(source(), "more than " + LARGEST + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
