package org.radbridge.devstack.ehr;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.radbridge.devstack.part.Journal;

/**
 * The messages that were received, by their control ids: one that comes again is the same message,
 * and is counted. Safe for use by several threads; appending waits for the disk.
 */
final class ResultLog implements AutoCloseable {

    private final Map<String, JsonObject> messages = new LinkedHashMap<>();
    private final Journal journal;

    private ResultLog(Path file) throws IOException {
        this.journal = Journal.open(file, this::apply);
    }

    static ResultLog open(Path file) throws IOException {
        return new ResultLog(file);
    }

    /** Records a message. */
    synchronized void received(String controlId, String text) throws IOException {
        JsonObject entry =
                new JsonObject()
                        .put("controlId", controlId)
                        .put("at", Instant.now().toString())
                        .put("text", text);
        journal.append(entry);
        apply(entry);
    }

    /** All messages in the order received; those that name a study when one is given. */
    synchronized JsonArray messages(String study) {
        JsonArray all = new JsonArray();
        for (JsonObject message : messages.values()) {
            if (message.getString("text").contains(study)) {
                all.add(message.copy());
            }
        }
        return all;
    }

    private synchronized void apply(JsonObject entry) {
        String controlId = entry.getString("controlId");
        JsonObject known = messages.get(controlId);
        if (known == null) {
            messages.put(
                    controlId,
                    new JsonObject()
                            .put("controlId", controlId)
                            .put("receivedAt", entry.getString("at"))
                            .put("deliveries", 1)
                            .put("status", field(entry.getString("text"), "OBR", 25))
                            .put("text", entry.getString("text")));
        } else {
            known.put("deliveries", known.getInteger("deliveries") + 1);
        }
    }

    /** A field of a message's first segment of a name; empty when there is none. */
    static String field(String text, String segment, int number) {
        for (String line : text.split("\r")) {
            String[] fields = line.split("\\|", -1);
            if (fields[0].equals(segment)) {
                // MSH-1 is the separator itself.
                int index = segment.equals("MSH") ? number - 1 : number;
                return index < fields.length ? fields[index] : "";
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
