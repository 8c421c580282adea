package org.radbridge.fhirmapper.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.store.SearchPage;
import org.radbridge.fhirmapper.store.StoredResource;

/**
 * A page of a search as a Bundle, put together from the resources' JSON as the database gives it:
 * nothing is parsed on the way.
 */
final class SearchBundle {
    /** Said rather than left out silently. */
    private static final String CUT =
            "{\"resource\":{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":"
                    + "\"warning\",\"code\":\"too-costly\",\"diagnostics\":\"More would have been"
                    + " included than one page may hold: ask for smaller pages\"}]},"
                    + "\"search\":{\"mode\":\"outcome\"}}";

    private final String base;

    SearchBundle(String base) {
        this.base = base;
    }

    /**
     * The Bundle.
     *
     * @param next the next page's id, if there is one
     */
    String write(SearchRequest request, SearchPage page, Optional<UUID> next, Instant now) {
        return write(
                self(request),
                next.map(id -> base + "/" + request.type() + "?_page=" + id),
                page,
                now);
    }

    /** As {@link #write(SearchRequest, SearchPage, Optional, Instant)}, with the links' URLs. */
    String write(String self, Optional<String> next, SearchPage page, Instant now) {
        StringBuilder json = new StringBuilder(4096);
        json.append("{\"resourceType\":\"Bundle\",\"id\":\"").append(UUID.randomUUID());
        json.append("\",\"meta\":{\"lastUpdated\":\"").append(now);
        json.append("\"},\"type\":\"searchset\"");
        page.total().ifPresent(total -> json.append(",\"total\":").append(total));
        json.append(",\"link\":[");
        link(json, "self", self);
        next.ifPresent(url -> {
            json.append(',');
            link(json, "next", url);
        });
        json.append(']');
        if (!page.matches().isEmpty()) {
            json.append(",\"entry\":[");
            page.matches().forEach(resource -> entry(json, resource, "match"));
            page.included().forEach(resource -> entry(json, resource, "include"));
            if (page.cut()) {
                json.append(CUT).append(',');
            }
            json.setCharAt(json.length() - 1, ']');
        }
        return json.append('}').toString();
    }

    /** The search as it was understood. It stands in the answer only, never in a log. */
    private String self(SearchRequest request) {
        String query =
                request.understood().stream()
                        .map(given -> encoded(given.name()) + "=" + encoded(given.value()))
                        .collect(Collectors.joining("&"));
        return base + "/" + request.type() + (query.isEmpty() ? "" : "?" + query);
    }

    private void entry(StringBuilder json, StoredResource resource, String mode) {
        json.append("{\"fullUrl\":\"");
        quoted(json, base + "/" + resource.type() + "/" + resource.id());
        json.append("\",\"resource\":").append(resource.json());
        json.append(",\"search\":{\"mode\":\"").append(mode).append("\"}},");
    }

    private static void link(StringBuilder json, String relation, String url) {
        json.append("{\"relation\":\"").append(relation).append("\",\"url\":\"");
        quoted(json, url);
        json.append("\"}");
    }

    private static void quoted(StringBuilder json, String text) {
        JsonStringEncoder.getInstance().quoteAsString(text, json);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
