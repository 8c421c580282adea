package org.radbridge.fhirmapper.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of a search's result.
 *
 * @param matches the resources that match, in order
 * @param included the resources that they refer to, as asked for
 * @param total how many match in all, if asked for or known
 * @param next the place after which the next page starts; empty on the last page
 */
public record SearchPage(
        List<StoredResource> matches,
        List<StoredResource> included,
        OptionalLong total,
        Optional<List<String>> next) {}
