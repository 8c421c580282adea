package org.radbridge.devstack.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.radbridge.devstack.part.OptionException;

/**
 * Runs PostgreSQL's programs, which refuse to run as root: root runs them inside a user namespace
 * of their own, where they see another user id and the files stay root's.
 */
final class PostgresCommand {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path log;

    PostgresCommand(Path log) {
        this.log = log;
    }

    /** Starts a program; its output is appended to the log. */
    Process start(Path program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(program.toString());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(log.resolveSibling("").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Runs a program to its end and insists on success. */
    void run(Path program, List<String> arguments) throws IOException, InterruptedException {
        requireUserNamespace();
        Process process = start(program, arguments);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(program.getFileName() + " did not end within two minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    program.getFileName()
                            + " failed with code "
                            + process.exitValue()
                            + ", see "
                            + log);
        }
    }

    private static void requireUserNamespace() throws IOException, InterruptedException {
        if (!ROOT) {
            return;
        }
        Process probe = new ProcessBuilder("unshare", "--user", "true").start();
        if (probe.waitFor() != 0) {
            throw new OptionException(
                    "PostgreSQL does not run as root, and this kernel gives root no user namespace"
                            + " (unshare --user failed). Run as an ordinary user.");
        }
    }
}
