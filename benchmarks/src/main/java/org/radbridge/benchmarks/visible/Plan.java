package org.radbridge.benchmarks.visible;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;

/**
 * What the command line asks for.
 *
 * @param studies how many are measured
 * @param warmUp how many are sent before, and not counted
 * @param interval from the beginning of one study's arrival to that of the next
 * @param kinds sent by turns
 * @param observe whether reports are also looked for over FHIR while studies are under way
 * @param write whether the result goes into the documentation
 * @param commandLine as it was given, for the report
 */
record Plan(
        int studies,
        int warmUp,
        Duration interval,
        List<Kind> kinds,
        boolean observe,
        boolean write,
        String commandLine) {

    /** Fewer say too little about a 99th percentile to be reported. */
    static final int FEWEST_REPORTED = 50;

    static Options options() {
        return new Options(
                        "benchmarks/run close-to-visible",
                        "from study close to FHIR visible, without inference time")
                .option("studies", "60", "studies to measure; 50 or more for a reported figure")
                .option("warm-up", "80", "studies to send before, not counted")
                .option("interval", "500", "milliseconds from one study's arrival to the next")
                .option("modality", "both", "chest, head, or both by turns")
                .flag("observe", "also look for each report every 20 ms; checks, and disturbs")
                .flag("write", "put the result into docs/reference/performance.md");
    }

    /**
     * @throws OptionException when the values make no plan
     */
    static Plan of(Options options, String... arguments) {
        Plan plan =
                new Plan(
                        options.number("studies"),
                        options.number("warm-up"),
                        Duration.ofMillis(options.number("interval")),
                        kinds(options.text("modality")),
                        options.on("observe"),
                        options.on("write"),
                        Arrays.stream(arguments)
                                .collect(
                                        Collectors.joining(
                                                " ", "benchmarks/run close-to-visible ", ""))
                                .strip());
        if (plan.studies < 1 || plan.warmUp < 0 || plan.interval.isNegative()) {
            throw new OptionException("At least one study, and no negative numbers. Try --help.");
        }
        if (plan.write && plan.studies < FEWEST_REPORTED) {
            throw new OptionException(
                    "--write needs --studies "
                            + FEWEST_REPORTED
                            + " or more: fewer say too little.");
        }
        if (plan.write && plan.observe) {
            throw new OptionException("--observe disturbs what is measured: leave out --write.");
        }
        return plan;
    }

    private static List<Kind> kinds(String modality) {
        return switch (modality) {
            case "chest" -> List.of(Kind.CHEST);
            case "head" -> List.of(Kind.HEAD);
            case "both" -> List.of(Kind.CHEST, Kind.HEAD);
            default ->
                    throw new OptionException(
                            "Option --modality: '" + modality + "' is not chest, head or both.");
        };
    }
}
