package org.radbridge.devstack.operate;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.radbridge.devstack.client.JsonApi;
import org.radbridge.devstack.client.SuiteHttp;
import org.radbridge.devstack.part.DeletedTree;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.suite.ServiceSpecs;
import org.radbridge.devstack.suite.SuiteException;

/**
 * {@code radbridge import}: a folder or a DICOMDIR, imported by the ingest-service and watched
 * until it is done; exit code 0 all taken, 1 not all, 2 usage. The import goes on without its
 * watcher, and after a restart of the service.
 */
public final class ImportCommand {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private ImportCommand() {}

    public static void main(String... arguments) throws InterruptedException {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) throws InterruptedException {
        Options options =
                new Options(
                                "radbridge import FOLDER | DICOMDIR",
                                "imports it into the running suite and shows how far it is")
                        .option("watch", "", "id of an import that was begun before");
        try (HttpClient http = SuiteHttp.client()) {
            options.parse(arguments);
            if (options.helpWanted()) {
                System.out.print(options.help());
                return 0;
            }
            String watched = options.text("watch");
            if (options.arguments().size() != (watched.isEmpty() ? 1 : 0)) {
                throw new OptionException("Name one folder or DICOMDIR. Try --help.");
            }
            Operator operator = Operator.of(http);
            return watched.isEmpty()
                    ? begin(operator, Path.of(options.arguments().getFirst()))
                    : watch(operator, id(watched), 0);
        } catch (OptionException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (SuiteException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new OptionException("'" + text + "' is no id of an import.", e);
        }
    }

    private static int begin(Operator operator, Path source)
            throws IOException, InterruptedException {
        if (!ImportFolder.accepts(source)) {
            throw new OptionException(source + " is neither a folder nor a DICOMDIR.");
        }
        ImportFolder folder =
                ImportFolder.link(
                        source,
                        ServiceSpecs.importRoot(operator.state()),
                        UUID.randomUUID().toString());
        JsonApi.Answer answer =
                operator.api()
                        .post(
                                operator.ingest() + "/imports",
                                new JsonObject().put("path", folder.path()));
        if (answer.status() != 202) {
            DeletedTree.delete(folder.folder());
            throw new IOException(Operator.reason(answer));
        }
        UUID id = UUID.fromString(new JsonObject(answer.body()).getString("id"));
        System.out.printf(
                "Import %s of %d files has begun; it goes on without this command.%n"
                        + "Watch it again: ./radbridge import --watch %s%n",
                id, folder.files(), id);
        int code = watch(operator, id, folder.files());
        DeletedTree.delete(folder.folder());
        return code;
    }

    /** Says how far an import is whenever that has changed, until it has ended. */
    private static int watch(Operator operator, UUID id, int files)
            throws IOException, InterruptedException {
        String said = "";
        while (true) {
            JsonObject job = operator.api().get(operator.ingest() + "/imports/" + id).json();
            String line = line(job, files);
            if (!line.equals(said)) {
                System.out.println(line);
                said = line;
            }
            if (!job.getString("state").equals("RUNNING")) {
                return ended(operator, job);
            }
            Thread.sleep(INTERVAL);
        }
    }

    private static int ended(Operator operator, JsonObject job) {
        boolean whole = job.getString("state").equals("DONE") && job.getLong("refused") == 0;
        if (!whole) {
            System.out.printf(
                    "Not everything was taken. Next: GET %s/imports/%s/errors, as one who may see"
                            + " file names%n",
                    operator.ingest(), job.getString("id"));
        }
        return whole ? 0 : 1;
    }

    static String line(JsonObject job, int files) {
        long done =
                job.getLong("stored")
                        + job.getLong("duplicate")
                        + job.getLong("refused")
                        + job.getLong("skipped");
        String failure = job.getString("failure");
        return String.format(
                Locale.ROOT,
                "%-9s %d%s files: %d stored, %d known, %d refused (%d quarantined), %d no DICOM%s",
                job.getString("state").toLowerCase(Locale.ROOT),
                done,
                files == 0 ? "" : " of " + files,
                job.getLong("stored"),
                job.getLong("duplicate"),
                job.getLong("refused"),
                job.getLong("quarantined"),
                job.getLong("skipped"),
                failure == null ? "" : "; " + failure);
    }
}
