package org.radbridge.dicom.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs programs that others wrote. */
public final class Commands {

    private Commands() {}

    /** What a program printed, both streams, and how it ended. */
    public record Outcome(int exitCode, String output) {}

    public static Outcome run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        // PixelMed compiles its rules to XPath expressions larger than the JDK's default limits,
        // and
        // ends before a second compiler or collector pays.
        builder.environment()
                .put(
                        "JAVA_TOOL_OPTIONS",
                        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djdk.xml.xpathTotalOpLimit=0"
                                + " -Djdk.xml.xpathExprOpLimit=0 -Djdk.xml.xpathExprGrpLimit=0");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
