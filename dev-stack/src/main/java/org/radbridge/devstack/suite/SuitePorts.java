package org.radbridge.devstack.suite;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.radbridge.devstack.part.Ports;

/** The ports of one suite, kept in {@code suite.properties} so that every command finds them. */
public final class SuitePorts {

    private static final String PREFIX = "port.";

    private final Map<SuitePort, Integer> chosen;

    private SuitePorts(Map<SuitePort, Integer> chosen) {
        this.chosen = new EnumMap<>(chosen);
    }

    /** The port in use. */
    public int of(SuitePort port) {
        Integer number = chosen.get(port);
        if (number == null) {
            throw new IllegalStateException("No port was chosen for " + port.key());
        }
        return number;
    }

    /** {@code http://localhost:PORT}. */
    public String url(SuitePort port) {
        return "http://localhost:" + of(port);
    }

    /**
     * Chooses all ports: what was asked for, else what a running process or the last run had, else
     * the preferred one, else any free one.
     *
     * @param file of the last run, which need not exist
     * @param running whether the process of this name listens already
     */
    static SuitePorts choose(Path file, Map<SuitePort, Integer> asked, Predicate<String> running) {
        Map<SuitePort, Integer> last = Files.exists(file) ? read(file).chosen : Map.of();
        Map<SuitePort, Integer> chosen = new EnumMap<>(SuitePort.class);
        Ports free = new Ports();
        for (SuitePort port : SuitePort.values()) {
            Integer before = last.get(port);
            if (before != null && running.test(port.owner())) {
                chosen.put(port, before);
            }
        }
        for (SuitePort port : SuitePort.values()) {
            if (!chosen.containsKey(port)) {
                chosen.put(port, choose(port, asked.get(port), last.get(port), free));
            }
        }
        return new SuitePorts(chosen);
    }

    private static int choose(
            SuitePort port, @Nullable Integer asked, @Nullable Integer before, Ports free) {
        if (asked == null) {
            return free.choose(before == null ? port.preferred() : before);
        }
        int got = free.choose(asked);
        if (got != asked) {
            throw new SuiteException(
                    "Port " + asked + " for " + port.key() + " is taken: name another one.");
        }
        return got;
    }

    /** Reads what {@link #write} wrote. */
    static SuitePorts read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new SuiteException("Cannot read " + file, e);
        }
        Map<SuitePort, Integer> ports = new EnumMap<>(SuitePort.class);
        for (SuitePort port : SuitePort.values()) {
            String number = properties.getProperty(PREFIX + port.key());
            if (number != null) {
                ports.put(port, Integer.valueOf(number));
            }
        }
        return new SuitePorts(ports);
    }

    void write(Path file) {
        Properties properties = new Properties();
        chosen.forEach(
                (port, number) -> properties.setProperty(PREFIX + port.key(), number.toString()));
        try {
            Files.createDirectories(file.resolveSibling(""));
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(
                        writer, "Ports of the suite; ./radbridge up chooses and writes them");
            }
        } catch (IOException e) {
            throw new SuiteException("Cannot write " + file, e);
        }
    }
}
