package org.radbridge.fhirmapper.search;

import java.time.Instant;

/**
 * What a search's values are read against.
 *
 * @param base this server's base URL: a reference that begins with it leads here; empty for none
 * @param now the time from which {@code ap} measures
 */
public record SearchContext(String base, Instant now) {}
