package org.radbridge.benchmarks.fhir;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.radbridge.benchmarks.fhir.HttpConnection.Answer;

/** What a server was given: the ids by which it is asked. */
final class StoredStudies {
    private static final int CONFLICT = 409;

    private final List<String> reports = Collections.synchronizedList(new ArrayList<>());
    private final List<String> patients = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger next = new AtomicInteger();

    /** Sends the next study. */
    void store(HttpConnection connection) throws IOException {
        byte[] study = StudyBundle.of(next.getAndIncrement());
        Answer answer = connection.post("/fhir", study);
        // Two that create the same patient at once: HAPI's server has one of them try again.
        while (answer.status() == CONFLICT) {
            answer = connection.post("/fhir", study);
        }
        if (answer.status() != 200) {
            throw new IOException(
                    "a transaction was answered " + answer.status() + ": " + answer.text());
        }
        JsonArray entries = new JsonObject(answer.text()).getJsonArray("entry");
        patients.add(id(entries, 0));
        reports.add(id(entries, entries.size() - 2));
    }

    private static String id(JsonArray entries, int index) {
        String location =
                entries.getJsonObject(index).getJsonObject("response").getString("location");
        String[] parts = location.replaceAll("/_history/.*", "").split("/");
        return parts[parts.length - 1];
    }

    int count() {
        return reports.size();
    }

    String report(int i) {
        return reports.get(i % reports.size());
    }

    String patient(int i) {
        return patients.get(i % patients.size());
    }
}
