package org.radbridge.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The machine a figure was measured on, in words; a figure without it means nothing. */
public final class Machine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    private Machine() {}

    /** Cores, memory and operating system, on one line. */
    public static String hardware() {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %.1f GiB memory, %s %s",
                Runtime.getRuntime().availableProcessors(),
                processor(),
                system().getTotalMemorySize() / GIBIBYTE,
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }

    /** Vendor and version of this JVM, which is also the suite's: the launcher finds the same. */
    public static String jdk() {
        return System.getProperty("java.vendor") + " " + Runtime.version();
    }

    /** Processes running or waiting to run, averaged over the last minute; see proc(5), loadavg. */
    public static double load() {
        return system().getSystemLoadAverage();
    }

    /** All of it, in mebibytes. */
    public static long memoryMegabytes() {
        return system().getTotalMemorySize() >> 20;
    }

    private static OperatingSystemMXBean system() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }

    /** The processor's own name, where Linux tells it. */
    private static String processor() {
        String unnamed = "unnamed processor";
        if (!Files.isReadable(CPU_INFO)) {
            return unnamed;
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(unnamed);
        } catch (IOException e) {
            return unnamed;
        }
    }
}
