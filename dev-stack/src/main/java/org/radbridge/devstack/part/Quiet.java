package org.radbridge.devstack.part;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** One-line log records on standard error, warnings and worse only, for all libraries. */
final class Quiet {

    private static final String CONFIGURATION =
            """
            handlers=java.util.logging.ConsoleHandler
            .level=WARNING
            org.radbridge.level=INFO
            java.util.logging.ConsoleHandler.level=ALL
            java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n
            """;

    private Quiet() {}

    static void logging() {
        byte[] bytes = CONFIGURATION.getBytes(StandardCharsets.UTF_8);
        try {
            LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
