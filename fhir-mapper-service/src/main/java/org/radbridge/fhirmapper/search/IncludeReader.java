package org.radbridge.fhirmapper.search;

import java.util.List;
import java.util.Optional;
import org.radbridge.fhirmapper.search.SearchRequest.Include;

/**
 * Reads {@code _include} and {@code _revinclude}: {@code Type:parameter[:target]}, {@code Type:*},
 * or {@code *} for all references of the searched type.
 */
final class IncludeReader {
    private static final String ALL = "*";

    private final ResourceParameters type;

    IncludeReader(ResourceParameters type) {
        this.type = type;
    }

    /** The references; empty when there is no such parameter. */
    List<Include> read(String name, String value) {
        boolean reverse = name.startsWith("_revinclude");
        boolean iterate = name.endsWith(":iterate");
        if (value.equals(ALL)) {
            // Everything that refers to what is found: a client has to say what it means by that.
            return reverse ? List.of() : all(type, Optional.empty(), false, iterate);
        }
        String[] parts = value.split(":", -1);
        Optional<ResourceParameters> source = SearchParameters.of(parts[0]);
        if (parts.length < 2 || parts.length > 3 || source.isEmpty()) {
            return List.of();
        }
        if (!reverse && !iterate && !parts[0].equals(type.type())) {
            return List.of();
        }
        Optional<String> target =
                parts.length == 3 && !parts[2].isEmpty() ? Optional.of(parts[2]) : Optional.empty();
        if (parts[1].equals(ALL)) {
            return all(source.get(), target, reverse, iterate);
        }
        return source
                .get()
                .parameter(parts[1])
                .filter(p -> p.kind() == ParameterKind.REFERENCE)
                .filter(p -> target.map(t -> SearchParameters.mayLeadTo(p, t)).orElse(true))
                .filter(p -> !reverse || iterate || SearchParameters.mayLeadTo(p, type.type()))
                .map(p -> new Include(p, target, reverse, iterate, false))
                .stream()
                .toList();
    }

    private static List<Include> all(
            ResourceParameters source, Optional<String> target, boolean reverse, boolean iterate) {
        return source.all().stream()
                .filter(p -> p.kind() == ParameterKind.REFERENCE)
                .map(p -> new Include(p, target, reverse, iterate, true))
                .toList();
    }
}
