package org.radbridge.benchmarks.visible;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.radbridge.benchmarks.Machine;
import org.radbridge.benchmarks.MarkedSection;
import org.radbridge.devstack.client.JsonApi;
import org.radbridge.devstack.client.Tokens;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.Suite;
import org.radbridge.devstack.suite.SuiteException;
import org.radbridge.devstack.suite.SuitePort;
import org.radbridge.devstack.suite.SuiteSettings;

/**
 * {@code benchmarks/run close-to-visible}: the result on standard output, progress on standard
 * error. Exit code 0 measured, 1 not measured, 2 usage; a missed target is a result, not a failure.
 */
public final class CloseToVisible {

    private static final String PAGE = "docs/reference/performance.md";

    private final Plan plan;
    private final Suite suite;
    private final Duration studyQuiet;

    private CloseToVisible(Plan plan, Suite suite, Duration studyQuiet) {
        this.plan = plan;
        this.suite = suite;
        this.studyQuiet = studyQuiet;
    }

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        Options options = Plan.options();
        try {
            options.parse(arguments);
            if (options.helpWanted()) {
                System.out.print(options.help());
                return 0;
            }
            Plan plan = Plan.of(options, arguments);
            Installation installation = Installation.find();
            SuiteSettings settings = SuiteSettings.ofCheckout(installation);
            Suite suite = Suite.open(settings);
            String result = new CloseToVisible(plan, suite, settings.studyQuiet()).measure();
            System.out.print(result);
            if (plan.write()) {
                Path page = installation.root().resolve(PAGE);
                new MarkedSection(page, "close-to-visible").write(result);
                System.err.println("Written to " + page);
            }
            return 0;
        } catch (OptionException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (SuiteException | IOException e) {
            System.err.println("Not measured: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private String measure() throws IOException, InterruptedException {
        requireHealthy();
        double loadBefore = Machine.load();
        System.err.println("Drawing the phantoms …");
        StudyFeed feed = new StudyFeed(Long.toString(Instant.now().toEpochMilli()), plan.kinds());
        try (HttpClient http = HttpClient.newHttpClient();
                Modality modality = new Modality(suite.ports().of(SuitePort.INGEST_DIMSE));
                ReportWatch watch =
                        new ReportWatch(
                                radiologist(http),
                                suite.ports().url(SuitePort.FHIR_MAPPER_HTTP) + "/fhir",
                                studyQuiet)) {
            TimelineReader reader = new TimelineReader(radiologist(http), suite.ports());
            Campaign campaign =
                    new Campaign(
                            feed,
                            modality,
                            reader,
                            Optional.of(watch).filter(_ -> plan.observe()),
                            System.err);
            campaign.run("warm-up", plan.warmUp(), plan.interval());
            Campaign.Outcome outcome = campaign.run("measured", plan.studies(), plan.interval());
            return new Report(plan, outcome, loadBefore).markdown();
        }
    }

    private JsonApi radiologist(HttpClient http) {
        Tokens tokens =
                new Tokens(http, suite.ports().url(SuitePort.KEYCLOAK) + "/realms/radbridge");
        return new JsonApi(http, () -> tokens.ofUser("radiologist"));
    }

    private void requireHealthy() {
        List<String> unhealthy =
                suite.processes().stream()
                        .filter(process -> !process.healthy())
                        .map(process -> process.spec().name())
                        .toList();
        if (!unhealthy.isEmpty()) {
            throw new SuiteException(
                    "not healthy: " + String.join(", ", unhealthy) + ". Next: ./radbridge up");
        }
    }
}
