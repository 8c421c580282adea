package org.radbridge.devstack.part;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Ties a child process to this one, even against {@code kill -9}: a small shell waits for the end
 * of a pipe whose other end only this JVM holds, and then sends the child a signal. Without it a
 * database would live on after its part was killed.
 */
public final class ChildWatch implements AutoCloseable {

    private static final String SCRIPT = "read -r released && exit 0; kill -s \"$1\" -- \"$2\"";

    private final Process shell;

    private ChildWatch(Process shell) {
        this.shell = shell;
    }

    /**
     * Sends {@code signal} (a name, without SIG) to the child when this JVM is gone.
     *
     * @param log receives what the shell has to say
     */
    public static ChildWatch ofProcess(Process child, String signal, Path log) throws IOException {
        return watch(signal, Long.toString(child.pid()), log);
    }

    /** The same for a child that leads a process group: all of the group gets the signal. */
    public static ChildWatch ofGroup(Process leader, String signal, Path log) throws IOException {
        return watch(signal, "-" + leader.pid(), log);
    }

    private static ChildWatch watch(String signal, String target, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", SCRIPT, "watch", signal, target);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new ChildWatch(builder.start());
    }

    /** Releases the child: it will not be signalled any more. */
    @Override
    public void close() {
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write("released\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The shell has gone already, so it cannot signal anything.
            shell.destroyForcibly();
        }
    }
}
