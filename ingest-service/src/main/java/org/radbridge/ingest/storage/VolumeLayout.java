package org.radbridge.ingest.storage;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * Where objects lie in the volume: {@code objects/2026/11/22/14/30/<id>}, one folder per minute in
 * which an object was begun (UTC); {@code pending/<id>} until it is committed.
 */
record VolumeLayout(Path root) {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/mm").withZone(ZoneOffset.UTC);

    Path pendingFolder() {
        return root.resolve("pending");
    }

    Path pending(ObjectId id) {
        return pendingFolder().resolve(id.toString());
    }

    Path committed(ObjectId id) {
        return folder(id).resolve(id.toString());
    }

    /** Where the object lies once it is committed. */
    Path folder(ObjectId id) {
        return minute(id.createdAt());
    }

    private Path minute(Instant instant) {
        return root.resolve("objects").resolve(MINUTE.format(instant));
    }

    /** The folders that objects of the period lie in, whether or not they exist. */
    Stream<Path> minutes(Instant from, Instant until) {
        Instant first = from.truncatedTo(ChronoUnit.MINUTES);
        return Stream.iterate(
                        first, minute -> minute.isBefore(until), m -> m.plus(1, ChronoUnit.MINUTES))
                .map(this::minute);
    }
}
