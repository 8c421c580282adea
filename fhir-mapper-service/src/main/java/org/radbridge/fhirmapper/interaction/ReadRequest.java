package org.radbridge.fhirmapper.interaction;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.radbridge.fhirmapper.search.SearchRequest.Given;

/**
 * Something to read, as an entry of a Bundle asks for it.
 *
 * @param id which resource; empty for a search
 * @param version which version of it; empty for the current one
 * @param parameters of a search
 */
public record ReadRequest(
        String type, Optional<String> id, OptionalInt version, List<Given> parameters) {}
