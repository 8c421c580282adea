package org.radbridge.devstack.oncall;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.radbridge.devstack.part.Journal;

/**
 * What was received, refused and acknowledged, and how to answer: all of it outlives the process.
 * Safe for use by several threads; appending waits for the disk.
 */
final class AlertLog implements AutoCloseable {

    /**
     * How alerts are answered.
     *
     * @param status HTTP status; 2xx accepts
     * @param delayMillis wait before the answer
     */
    record Behaviour(int status, long delayMillis) {
        static final Behaviour ACCEPT = new Behaviour(204, 0);

        boolean accepts() {
            return status >= 200 && status < 300;
        }
    }

    private final Map<String, JsonObject> alerts = new LinkedHashMap<>();
    private final Journal journal;
    private Behaviour behaviour = Behaviour.ACCEPT;
    private int refused;

    private AlertLog(Path file) throws IOException {
        this.journal = Journal.open(file, this::apply);
    }

    static AlertLog open(Path file) throws IOException {
        return new AlertLog(file);
    }

    /** Records a delivery. The same id again counts as another delivery of the same alert. */
    synchronized void received(String id, JsonObject body) throws IOException {
        if (alerts.containsKey(id)) {
            record(entry("repeated").put("id", id));
        } else {
            record(entry("received").put("id", id).put("body", body));
        }
    }

    synchronized void refused() throws IOException {
        record(entry("refused"));
    }

    synchronized void acknowledged(String id, int status) throws IOException {
        record(entry("acknowledged").put("id", id).put("status", status));
    }

    synchronized void behave(Behaviour next) throws IOException {
        record(
                entry("behaviour")
                        .put("status", next.status())
                        .put("delayMillis", next.delayMillis()));
    }

    synchronized Behaviour behaviour() {
        return behaviour;
    }

    synchronized int refusals() {
        return refused;
    }

    synchronized Optional<JsonObject> alert(String id) {
        return Optional.ofNullable(alerts.get(id)).map(JsonObject::copy);
    }

    /** All alerts in the order received; of one study when {@code study} is not empty. */
    synchronized JsonArray alerts(String study) {
        JsonArray all = new JsonArray();
        for (JsonObject alert : alerts.values()) {
            String about = alert.getJsonObject("body").getString("studyInstanceUid", "");
            if (study.isEmpty() || study.equals(about)) {
                all.add(alert.copy());
            }
        }
        return all;
    }

    private static JsonObject entry(String kind) {
        return new JsonObject().put("kind", kind).put("at", Instant.now().toString());
    }

    private void record(JsonObject entry) throws IOException {
        journal.append(entry);
        apply(entry);
    }

    private synchronized void apply(JsonObject entry) {
        String id = entry.getString("id", "");
        String at = entry.getString("at");
        switch (entry.getString("kind")) {
            case "received" ->
                    alerts.put(
                            id,
                            new JsonObject()
                                    .put("id", id)
                                    .put("receivedAt", at)
                                    .put("deliveries", 1)
                                    .put("body", entry.getJsonObject("body")));
            case "repeated" -> {
                JsonObject alert = known(id);
                alert.put("deliveries", alert.getInteger("deliveries") + 1);
            }
            case "acknowledged" ->
                    known(id)
                            .put(
                                    "acknowledgement",
                                    new JsonObject()
                                            .put("at", at)
                                            .put("status", entry.getInteger("status")));
            case "refused" -> refused++;
            case "behaviour" ->
                    behaviour =
                            new Behaviour(entry.getInteger("status"), entry.getLong("delayMillis"));
            default -> throw new IllegalStateException("unknown entry " + entry.getString("kind"));
        }
    }

    private JsonObject known(String id) {
        return Objects.requireNonNull(alerts.get(id), () -> "no alert " + id);
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
    }
}
