package org.radbridge.fhirmapper.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of a search's result.
 *
 * @param matches the resources that match, in order
 * @param included the resources that they are linked with, as asked for
 * @param cut whether more would have been included than one page may hold
 * @param total how many match in all, if asked for or known
 * @param next where the next page starts; empty on the last page
 */
public record SearchPage(
        List<StoredResource> matches,
        List<StoredResource> included,
        boolean cut,
        OptionalLong total,
        Optional<Next> next) {

    /**
     * The next page.
     *
     * @param found keys that this page has newly found, its own among them, to be noted; empty when
     *     they are
     * @param place where it starts, once they are
     */
    public record Next(List<Long> found, PagePlace place) {}
}
