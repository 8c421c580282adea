package org.radbridge.fhirmapper.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.radbridge.fhirmapper.interaction.ReadAnswer;
import org.radbridge.fhirmapper.interaction.ResourceInteractions.Found;
import org.radbridge.fhirmapper.interaction.WriteInteractions.Answer;
import org.radbridge.fhirmapper.interaction.Written;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.fhirmapper.transaction.EntryAnswer;

/** What came of a batch or transaction, as a Bundle. */
@ApplicationScoped
class BundleAnswer {
    private final OperationOutcomes outcomes;
    private final String base;

    BundleAnswer(OperationOutcomes outcomes, SiteConfig config) {
        this.outcomes = outcomes;
        this.base = config.base();
    }

    String write(boolean whole, List<EntryAnswer> answers, Preference preference) {
        StringBuilder json = new StringBuilder(4096);
        json.append("{\"resourceType\":\"Bundle\",\"id\":\"").append(UUID.randomUUID());
        json.append("\",\"type\":\"").append(whole ? "transaction" : "batch");
        json.append("-response\"");
        if (!answers.isEmpty()) {
            json.append(",\"entry\":[");
            answers.forEach(answer -> {
                entry(json, answer, preference);
                json.append(',');
            });
            json.setCharAt(json.length() - 1, ']');
        }
        return json.append('}').toString();
    }

    private void entry(StringBuilder json, EntryAnswer answer, Preference preference) {
        switch (answer) {
            case EntryAnswer.Wrote(Answer wrote) -> wrote(json, wrote, preference);
            case EntryAnswer.Read(ReadAnswer.One(StoredResource resource)) -> {
                json.append("{\"resource\":").append(resource.json());
                response(json, 200);
                version(json, resource.version(), resource.lastUpdated());
                json.append("}}");
            }
            case EntryAnswer.Read(ReadAnswer.Page(Found found)) -> {
                json.append("{\"resource\":")
                        .append(
                                new SearchBundle(base)
                                        .write(
                                                found.request(),
                                                found.page(),
                                                found.next(),
                                                Instant.now()));
                response(json, 200);
                json.append("}}");
            }
            case EntryAnswer.Failed(Throwable failure) -> {
                OperationOutcomes.Refusal refusal = outcomes.refusal(failure);
                json.append("{\"response\":{\"status\":\"").append(status(refusal.status()));
                json.append("\",\"outcome\":").append(refusal.outcome()).append("}}");
            }
        }
    }

    private void wrote(StringBuilder json, Answer answer, Preference preference) {
        Written written = answer.written();
        int status = WriteAnswers.status(written.effect());
        json.append('{');
        answer.resource()
                .ifPresentOrElse(
                        resource -> {
                            json.append("\"resource\":").append(resource.json());
                            response(json, status);
                        },
                        () ->
                                json.append("\"response\":{\"status\":\"")
                                        .append(status(status))
                                        .append('"'));
        if (status != Status.NO_CONTENT.getStatusCode()) {
            json.append(",\"location\":\"");
            JsonStringEncoder.getInstance()
                    .quoteAsString(base + "/" + WriteAnswers.location(written), json);
            json.append('"');
        }
        if (written.version() > 0) {
            version(json, written.version(), written.lastUpdated());
        }
        if (preference == Preference.OUTCOME) {
            json.append(",\"outcome\":")
                    .append(outcomes.information(WriteAnswers.said(written.effect())));
        }
        json.append("}}");
    }

    /** The start of a response after a resource; what comes next closes it. */
    private static void response(StringBuilder json, int status) {
        json.append(",\"response\":{\"status\":\"").append(status(status)).append('"');
    }

    private static String status(int code) {
        Status known = Status.fromStatusCode(code);
        return known == null ? Integer.toString(code) : code + " " + known.getReasonPhrase();
    }

    private static void version(StringBuilder json, int version, Instant lastUpdated) {
        json.append(",\"etag\":\"W/\\\"").append(version);
        json.append("\\\"\",\"lastModified\":\"").append(lastUpdated).append('"');
    }
}
