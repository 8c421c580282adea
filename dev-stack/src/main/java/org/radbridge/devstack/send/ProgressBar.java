package org.radbridge.devstack.send;

import java.io.PrintStream;
import java.util.Locale;

/** A bar that is redrawn on a terminal, and a line every tenth elsewhere. */
final class ProgressBar {

    private static final int WIDTH = 40;

    private final PrintStream out;
    private final boolean terminal;
    private final int total;
    private final long begin = System.nanoTime();
    private int done;
    private long bytes;

    ProgressBar(PrintStream out, boolean terminal, int total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
    }

    /** One more, of this size. */
    void step(long size) {
        done++;
        bytes += size;
        if (terminal) {
            out.print("\r" + line());
            out.print(done == total ? "\n" : "");
            out.flush();
        } else if (done == total || done * 10L / total > (done - 1) * 10L / total) {
            out.println(line());
        }
    }

    private String line() {
        int filled = (int) (done * (long) WIDTH / total);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return String.format(
                Locale.ROOT,
                "[%s%s] %d of %d, %.1f MB, %.1f MB/s",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                done,
                total,
                bytes / 1e6,
                bytes / 1e6 / seconds);
    }
}
