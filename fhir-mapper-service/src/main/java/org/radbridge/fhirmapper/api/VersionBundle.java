package org.radbridge.fhirmapper.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.interaction.HistoryInteractions.HistoryPage;
import org.radbridge.fhirmapper.store.HistoryQueries.Version;
import org.radbridge.fhirmapper.store.RecordQueries.RecordPage;
import org.radbridge.fhirmapper.store.StoredResource;

/**
 * Bundles of versions and of records, put together from the resources' JSON as the database gives
 * it.
 */
final class VersionBundle {
    private final String base;

    VersionBundle(String base) {
        this.base = base;
    }

    /** The parameters of a page, for the links to it and the next. */
    static String query(@Nullable String since, @Nullable String count) {
        StringBuilder query = new StringBuilder();
        if (since != null) {
            query.append("&_since=").append(URLEncoder.encode(since, StandardCharsets.UTF_8));
        }
        if (count != null) {
            query.append("&_count=").append(URLEncoder.encode(count, StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    /** A page of a history. */
    String history(String path, String query, HistoryPage page) {
        StringBuilder json =
                begin("history", path, query, page.next().map(place -> Long.toString(place)));
        if (!page.versions().isEmpty()) {
            json.append(",\"entry\":[");
            page.versions().forEach(version -> entry(json, version));
            json.setCharAt(json.length() - 1, ']');
        }
        return json.append('}').toString();
    }

    /** A page of a record. */
    String record(String path, String query, RecordPage page) {
        StringBuilder json = begin("searchset", path, query, page.next());
        if (!page.resources().isEmpty()) {
            json.append(",\"entry\":[");
            for (StoredResource resource : page.resources()) {
                json.append("{\"fullUrl\":\"");
                quoted(json, base + "/" + resource.type() + "/" + resource.id());
                json.append("\",\"resource\":").append(resource.json());
                json.append(",\"search\":{\"mode\":\"match\"}},");
            }
            json.setCharAt(json.length() - 1, ']');
        }
        return json.append('}').toString();
    }

    private StringBuilder begin(String type, String path, String query, Optional<String> next) {
        StringBuilder json = new StringBuilder(4096);
        json.append("{\"resourceType\":\"Bundle\",\"id\":\"").append(UUID.randomUUID());
        json.append("\",\"meta\":{\"lastUpdated\":\"").append(Instant.now());
        json.append("\"},\"type\":\"").append(type).append("\",\"link\":[");
        link(json, "self", path, query);
        next.ifPresent(place -> {
            json.append(',');
            link(json, "next", path, query + "&_page=" + place);
        });
        return json.append(']');
    }

    private void link(StringBuilder json, String relation, String path, String query) {
        json.append("{\"relation\":\"").append(relation).append("\",\"url\":\"");
        String parameters = query.isEmpty() ? "" : "?" + query.substring(1);
        quoted(json, base + "/" + path + parameters);
        json.append("\"}");
    }

    private void entry(StringBuilder json, Version version) {
        StoredResource resource = version.resource();
        String reference = resource.type() + "/" + resource.id();
        boolean first = resource.version() == 1;
        json.append("{\"fullUrl\":\"");
        quoted(json, base + "/" + reference);
        json.append('"');
        if (!version.deleted()) {
            json.append(",\"resource\":").append(resource.json());
        }
        json.append(",\"request\":{\"method\":\"");
        json.append(version.deleted() ? "DELETE" : first ? "POST" : "PUT");
        json.append("\",\"url\":\"");
        quoted(json, first ? resource.type() : reference);
        json.append("\"},\"response\":{\"status\":\"");
        json.append(version.deleted() ? "204" : first ? "201" : "200");
        json.append("\",\"etag\":\"W/\\\"").append(resource.version());
        json.append("\\\"\",\"lastModified\":\"").append(resource.lastUpdated());
        json.append("\"}},");
    }

    private static void quoted(StringBuilder json, String text) {
        JsonStringEncoder.getInstance().quoteAsString(text, json);
    }
}
