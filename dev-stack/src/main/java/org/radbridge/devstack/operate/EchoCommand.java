package org.radbridge.devstack.operate;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.radbridge.devstack.client.JsonApi;
import org.radbridge.devstack.client.SuiteHttp;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.suite.SuiteException;

/**
 * {@code radbridge echo}: C-ECHO from the ingest-service to application entities, and when each of
 * them reached it; exit code 0 all answered, 1 not all, 2 usage.
 */
public final class EchoCommand {

    private EchoCommand() {}

    public static void main(String... arguments) throws InterruptedException {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) throws InterruptedException {
        Options options =
                new Options(
                        "radbridge echo [TITLE…]",
                        "sends a C-ECHO to the application entities of these titles, or to all that"
                                + " can be called, and says when each called last");
        try (HttpClient http = SuiteHttp.client()) {
            options.parse(arguments);
            if (options.helpWanted()) {
                System.out.print(options.help());
                return 0;
            }
            return echo(Operator.of(http), options.arguments());
        } catch (OptionException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (SuiteException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static int echo(Operator operator, List<String> asked)
            throws IOException, InterruptedException {
        List<String> titles = asked.isEmpty() ? callable(operator) : asked;
        if (titles.isEmpty()) {
            System.out.println("No application entity that can be called is registered.");
        }
        boolean all = true;
        for (String title : titles) {
            JsonApi.Answer answer =
                    operator.api()
                            .post(
                                    operator.ingest()
                                            + "/operations/application-entities/"
                                            + URLEncoder.encode(title, StandardCharsets.UTF_8)
                                                    .replace("+", "%20")
                                            + "/echo");
            all &= answer.status() == 200;
            System.out.println(line(title, answer));
        }
        if (!all) {
            System.out.println("Next: ./radbridge logs ingest-service, and the peer's own log");
        }
        return all ? 0 : 1;
    }

    private static List<String> callable(Operator operator)
            throws IOException, InterruptedException {
        JsonApi.Answer answer =
                operator.api().get(operator.ingest() + "/operations/application-entities");
        if (answer.status() != 200) {
            throw new IOException(Operator.reason(answer));
        }
        List<String> titles = new ArrayList<>();
        JsonArray all = new JsonArray(answer.body());
        for (int i = 0; i < all.size(); i++) {
            JsonObject entity = all.getJsonObject(i).getJsonObject("entity");
            if (entity.getJsonObject("peer") != null) {
                titles.add(entity.getString("title"));
            }
        }
        return titles;
    }

    static String line(String title, JsonApi.Answer answer) {
        if (answer.status() != 200) {
            return "%-16s  FAILED   %s".formatted(title, Operator.reason(answer));
        }
        JsonObject echo = new JsonObject(answer.body());
        return String.format(
                Locale.ROOT,
                "%-16s  answered in %d ms; %s",
                title,
                echo.getLong("millis"),
                inbound(echo.getJsonObject("inbound", new JsonObject())));
    }

    private static String inbound(JsonObject contact) {
        String accepted = contact.getString("acceptedAt");
        String rejected = contact.getString("rejectedAt");
        if (rejected != null && (accepted == null || rejected.compareTo(accepted) > 0)) {
            return "its last call, %s, was REJECTED: %s"
                    .formatted(rejected, contact.getString("rejection"));
        }
        return accepted == null
                ? "it has not called since the service started"
                : "called last " + accepted;
    }
}
