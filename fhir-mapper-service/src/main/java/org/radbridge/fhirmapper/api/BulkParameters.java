package org.radbridge.fhirmapper.api;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.bulk.BulkFailure;
import org.radbridge.fhirmapper.bulk.BulkInteractions.Asked;
import org.radbridge.fhirmapper.search.DateSpan;
import org.radbridge.kit.failure.RadbridgeException;

/** The parameters of an {@code $export}. */
final class BulkParameters {
    private static final Set<String> FORMATS =
            Set.of(
                    "application/fhir+ndjson",
                    "application/fhir ndjson",
                    "application/ndjson",
                    "ndjson");
    private static final Set<String> KNOWN = Set.of("_outputFormat", "_since", "_type");

    private BulkParameters() {}

    /**
     * Reads them.
     *
     * @throws RadbridgeException with a {@link BulkFailure}
     */
    static Asked read(String url, MultivaluedMap<String, String> query) {
        for (String name : query.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new RadbridgeException(
                        BulkFailure.PARAMETER,
                        name.replaceAll("[^_A-Za-z]", "?") + " is not known");
            }
        }
        String format = query.getFirst("_outputFormat");
        if (format != null && !FORMATS.contains(format)) {
            throw new RadbridgeException(BulkFailure.FORMAT, "leave _outputFormat out");
        }
        List<String> types = new ArrayList<>();
        query.getOrDefault("_type", List.of())
                .forEach(value -> types.addAll(List.of(value.split(","))));
        return new Asked(request(url, query), List.copyOf(types), since(query.getFirst("_since")));
    }

    private static @Nullable Instant since(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return DateSpan.of(text.replace(' ', '+')).from();
        } catch (DateTimeException _) {
            throw new RadbridgeException(BulkFailure.PARAMETER, "_since is no instant");
        }
    }

    private static String request(String url, MultivaluedMap<String, String> query) {
        String parameters =
                query.entrySet().stream()
                        .flatMap(entry ->
                                entry.getValue().stream()
                                        .map(value ->
                                                entry.getKey()
                                                        + "="
                                                        + URLEncoder.encode(
                                                                value, StandardCharsets.UTF_8)))
                        .collect(Collectors.joining("&"));
        return parameters.isEmpty() ? url : url + "?" + parameters;
    }
}
