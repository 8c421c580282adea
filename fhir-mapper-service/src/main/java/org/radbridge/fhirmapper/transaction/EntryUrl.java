package org.radbridge.fhirmapper.transaction;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.radbridge.fhirmapper.interaction.Condition;
import org.radbridge.fhirmapper.interaction.FhirFailure;
import org.radbridge.fhirmapper.interaction.ReadRequest;
import org.radbridge.fhirmapper.interaction.Target;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The address in an entry's request: {@code Type}, {@code Type?search}, {@code Type/id} or {@code
 * Type/id/_history/version}, relative to this server or absolute.
 */
record EntryUrl(String type, Optional<String> id, OptionalInt version, List<Given> parameters) {
    private static final Pattern FORM =
            Pattern.compile(
                    "/?([A-Z][A-Za-z]+)(?:/([A-Za-z0-9\\-.]{1,64})"
                            + "(?:/_history/([1-9]\\d{0,8}))?)?(?:\\?(.*))?");

    /**
     * Reads an address.
     *
     * @param base of this server
     * @throws RadbridgeException {@code invalid-request}, or {@code fhir-type-unknown}
     */
    static EntryUrl of(String base, String url) {
        String relative = url.startsWith(base + "/") ? url.substring(base.length()) : url;
        Matcher matcher = FORM.matcher(relative);
        if (!matcher.matches()) {
            throw invalid();
        }
        String type = matcher.group(1);
        if (SearchParameters.of(type).isEmpty()) {
            throw new RadbridgeException(FhirFailure.UNKNOWN_TYPE, "no such type is kept here");
        }
        String version = matcher.group(3);
        String query = matcher.group(4);
        return new EntryUrl(
                type,
                Optional.ofNullable(matcher.group(2)),
                version == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(version)),
                query == null ? List.of() : Condition.parameters(query));
    }

    /** The type alone, as a creation names it. */
    String typeOnly() {
        if (id.isPresent() || !parameters.isEmpty()) {
            throw invalid();
        }
        return type;
    }

    /** What an update, a patch or a deletion is about. */
    Target target() {
        if (version.isPresent() || (id.isPresent() && !parameters.isEmpty())) {
            throw invalid();
        }
        return id.<Target>map(Target.Id::new)
                .orElseGet(() -> new Target.Matching(new Condition(type, parameters)));
    }

    ReadRequest read() {
        return new ReadRequest(type, id, version, parameters);
    }

    private static RadbridgeException invalid() {
        return new RadbridgeException(
                KitFailure.INVALID_REQUEST, "an entry's request has no address that is understood");
    }
}
