package org.radbridge.fhirmapper.bulk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export.
 *
 * @param id names it in URLs
 * @param owner subject of the caller who asked: nobody else reads it
 * @param request the URL that was asked
 * @param types the resource types
 * @param patients only what belongs to these Patients; null for no such limit
 * @param patientsOnly only what belongs to a Patient
 * @param since only what was changed after; null for all
 * @param transactionTime the instant of the record that it shows
 * @param files one per type that has something; empty until it was counted
 */
public record BulkExport(
        UUID id,
        String owner,
        String request,
        List<String> types,
        @Nullable List<String> patients,
        boolean patientsOnly,
        @Nullable Instant since,
        Instant transactionTime,
        Optional<List<File>> files) {

    /** A file: the resources of a type. */
    public record File(String type, long count) {}
}
