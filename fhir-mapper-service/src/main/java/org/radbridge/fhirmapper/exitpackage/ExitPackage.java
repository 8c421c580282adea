package org.radbridge.fhirmapper.exitpackage;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A package that is made or restored, or was.
 *
 * @param id names it in URLs
 * @param name the file's name
 * @param act made or restored
 * @param state how far it has come
 * @param firstDay the first day of the reports in it; null for all
 * @param lastDay the last day; null for all
 * @param entries rows and documents so far
 * @param sha256 the file's, once it is made
 * @param detail why it failed; null otherwise
 * @param askedAt when it was asked for
 * @param finishedAt when it ended; null before
 */
public record ExitPackage(
        String id,
        String name,
        Act act,
        State state,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay,
        long entries,
        @Nullable String sha256,
        @Nullable String detail,
        Instant askedAt,
        @Nullable Instant finishedAt) {

    /** What is done. */
    public enum Act {
        MAKE,
        RESTORE
    }

    /** How far it has come. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }
}
