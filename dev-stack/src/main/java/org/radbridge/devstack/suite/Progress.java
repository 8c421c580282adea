package org.radbridge.devstack.suite;

import java.time.Duration;
import java.util.Locale;

/** Told what happens while the suite starts and stops; called from several threads. */
public interface Progress {

    /** A process has been started and is waited for. */
    void starting(ProcessSpec process);

    /** A process can be used. */
    void ready(ProcessSpec process, Duration took);

    /** A process has been stopped. */
    void stopped(ProcessSpec process);

    /** Says nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void starting(ProcessSpec process) {}

            @Override
            public void ready(ProcessSpec process, Duration took) {}

            @Override
            public void stopped(ProcessSpec process) {}
        };
    }

    /** Lines on standard output, each with the seconds since now. */
    static Progress lines() {
        long begin = System.nanoTime();
        return new Progress() {
            private void say(String what) {
                double seconds = (System.nanoTime() - begin) / 1e9;
                System.out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, what);
            }

            @Override
            public void starting(ProcessSpec process) {
                say(process.name() + " …");
            }

            @Override
            public void ready(ProcessSpec process, Duration took) {
                String ports =
                        process.ports().entrySet().stream()
                                .map(port -> port.getKey() + " " + port.getValue())
                                .sorted()
                                .reduce((left, right) -> left + ", " + right)
                                .orElse("");
                say(
                        String.format(
                                Locale.ROOT,
                                "%s ready after %.1f s (%s)",
                                process.name(),
                                took.toMillis() / 1e3,
                                ports));
            }

            @Override
            public void stopped(ProcessSpec process) {
                say(process.name() + " stopped");
            }
        };
    }
}
