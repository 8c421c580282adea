package org.radbridge.ingest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs Debian's DCMTK programs. */
public final class Dcmtk {
    private static final String SECONDS = "120";

    private Dcmtk() {}

    /** What a program printed, both streams, and how it ended. */
    public record Outcome(int exitCode, String output) {}

    /** Runs a program to its end. */
    public static Outcome run(List<String> command) {
        List<String> bounded = new ArrayList<>(List.of("timeout", SECONDS));
        bounded.addAll(command);
        try {
            ProcessBuilder builder = new ProcessBuilder(bounded).redirectErrorStream(true);
            builder.environment().put("TCP_NODELAY", "1");
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.onExit().join().exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program that calls this service. */
    public static Outcome scu(String program, String title, int port, List<String> options) {
        return scu(program, title, port, options, List.of());
    }

    /** Runs a program that calls this service and takes files. */
    public static Outcome scu(
            String program, String title, int port, List<String> options, List<String> files) {
        List<String> command = new ArrayList<>(List.of(program, "-v"));
        command.addAll(options);
        command.addAll(List.of("-aet", title, "-aec", "RADBRIDGE"));
        command.addAll(List.of("127.0.0.1", Integer.toString(port)));
        command.addAll(files);
        return run(command);
    }
}
