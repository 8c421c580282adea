package org.radbridge.devstack.operate;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.radbridge.devstack.client.JsonApi;
import org.radbridge.devstack.client.SuiteHttp;
import org.radbridge.devstack.client.Tokens;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.ServiceSpecs;
import org.radbridge.devstack.suite.Suite;
import org.radbridge.devstack.suite.SuiteException;
import org.radbridge.devstack.suite.SuitePort;
import org.radbridge.devstack.suite.SuiteSettings;

/**
 * {@code radbridge exit-package}: everything that the suite knows of its results in one file, or
 * such a file restored into an empty suite; exit code 0 done, 1 not, 2 usage.
 */
public final class ExitPackageCommand {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final JsonApi api;
    private final String packages;
    private final Path folder;

    private ExitPackageCommand(HttpClient http) {
        SuiteSettings settings = SuiteSettings.ofCheckout(Installation.find());
        var ports = Suite.open(settings).ports();
        Tokens tokens = new Tokens(http, ports.url(SuitePort.KEYCLOAK) + "/realms/radbridge");
        this.api = new JsonApi(http, () -> tokens.ofUser("archivist"));
        this.packages = ports.url(SuitePort.FHIR_MAPPER_HTTP) + "/exit-packages";
        this.folder = ServiceSpecs.exitPackages(settings.state());
    }

    public static void main(String... arguments) throws InterruptedException {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) throws InterruptedException {
        Options options =
                new Options(
                                "radbridge exit-package [restore FILE]",
                                "packs all results of the running suite: FHIR, reports and their"
                                        + " state, with checksums; or restores such a file into an"
                                        + " empty suite")
                        .option("from", "", "only reports of this day (2026-11-01) and later")
                        .option("to", "", "only reports of this day and before");
        try (HttpClient http = SuiteHttp.client()) {
            options.parse(arguments);
            if (options.helpWanted()) {
                System.out.print(options.help());
                return 0;
            }
            List<String> words = options.arguments();
            ExitPackageCommand command = new ExitPackageCommand(http);
            if (words.isEmpty()) {
                return command.make(options.text("from"), options.text("to"));
            }
            if (words.size() == 2 && words.getFirst().equals("restore")) {
                return command.restore(Path.of(words.getLast()));
            }
            throw new OptionException("Say nothing, or restore FILE. Try --help.");
        } catch (OptionException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (SuiteException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private int make(String from, String to) throws IOException, InterruptedException {
        String period = from.isEmpty() && to.isEmpty() ? "" : "?from=" + from + "&to=" + to;
        JsonObject made = ended(api.post(packages + period));
        if (!made.getString("state").equals("DONE")) {
            System.err.println("Not made: " + made.getString("detail"));
            return 1;
        }
        System.out.println(folder.resolve(made.getString("name")));
        System.out.println("SHA-256 " + made.getString("sha256"));
        System.out.println(
                "Next: ./radbridge exit-package restore FILE, in an empty suite (./radbridge down --wipe)");
        return 0;
    }

    private int restore(Path file) throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no file. Next: ./radbridge exit-package makes one");
        }
        Files.createDirectories(folder);
        String name = String.valueOf(file.getFileName());
        Path there = folder.resolve(name);
        if (!Files.exists(there) || !Files.isSameFile(file, there)) {
            Files.copy(file, there, StandardCopyOption.REPLACE_EXISTING);
        }
        JsonObject restored =
                ended(
                        api.post(
                                packages
                                        + "/"
                                        + URLEncoder.encode(name, StandardCharsets.UTF_8)
                                        + "/restore"));
        if (!restored.getString("state").equals("DONE")) {
            System.err.println("Not restored: " + restored.getString("detail"));
            return 1;
        }
        System.out.println(restored.getLong("entries") + " rows restored");
        return 0;
    }

    /** Waits, with progress, until what was asked for has ended. */
    private JsonObject ended(JsonApi.Answer asked) throws IOException, InterruptedException {
        if (asked.status() != 202) {
            throw new IOException(Operator.reason(asked));
        }
        String id = new JsonObject(asked.body()).getString("id");
        long shown = -1;
        while (true) {
            JsonApi.Answer answer = api.get(packages + "/" + id);
            if (answer.status() != 200) {
                throw new IOException(Operator.reason(answer));
            }
            JsonObject state = new JsonObject(answer.body());
            if (!state.getString("state").equals("RUNNING")) {
                return state;
            }
            if (state.getLong("entries") != shown) {
                shown = state.getLong("entries");
                System.out.println(shown + " rows and documents so far");
            }
            Thread.sleep(INTERVAL.toMillis());
        }
    }
}
