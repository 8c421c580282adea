package org.radbridge.fhirmapper.transaction;

import java.util.List;

/**
 * A Bundle that is sent to be done.
 *
 * @param whole a transaction, done whole or not at all; a batch otherwise
 * @param entries in the Bundle's order
 */
public record Submission(boolean whole, List<Entry> entries) {
    public Submission {
        entries = List.copyOf(entries);
    }
}
