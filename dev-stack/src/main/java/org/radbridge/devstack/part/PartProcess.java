package org.radbridge.devstack.part;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * The life of a part as a process: read the options, start, say that it is ready, stop in order on
 * SIGTERM or when the parent has gone. Exit codes: 0 stopped, 1 failed, 2 wrong command line.
 */
public final class PartProcess {

    private PartProcess() {}

    /** Declares the options that all parts understand. */
    public static Options options(String program, String purpose) {
        return new Options(program, purpose)
                .required("state", "folder that keeps everything this part must remember")
                .option("parent-pid", "0", "stop when this process has gone; 0: run on");
    }

    /** Runs the part until it is told to stop; does not return. */
    public static void run(Options options, Function<Options, Part> parts, String... commandLine) {
        Quiet.logging();
        try {
            options.parse(commandLine);
        } catch (OptionException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        if (options.helpWanted()) {
            System.out.print(options.help());
            System.exit(0);
        }
        ParentWatch.exitWith(options.number("parent-pid"));
        System.exit(live(options, parts));
    }

    private static int live(Options options, Function<Options, Part> parts) {
        long begin = System.nanoTime();
        CountDownLatch end = new CountDownLatch(1);
        try (Part part = parts.apply(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(part::close, "stop"));
            part.start();
            part.failed()
                    .thenAccept(reason -> {
                        System.err.println("ended: " + reason);
                        end.countDown();
                    });
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            System.out.printf("ready at %s after %d ms%n", part.address(), took.toMillis());
            end.await();
            return 1;
        } catch (OptionException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (IOException e) {
            System.err.println("cannot start: " + e.getMessage());
            return 1;
        } catch (Exception e) {
            e.printStackTrace();
            System.err.println("cannot start: " + rootCause(e));
            return 1;
        }
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
