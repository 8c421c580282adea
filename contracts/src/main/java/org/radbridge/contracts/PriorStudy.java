package org.radbridge.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An earlier study of the same patient that the current one can be compared with.
 *
 * @param studyInstanceUid (0020,000D)
 * @param daysBefore how many days before the current study; null when one of them has no date
 * @param modalities the modalities in it
 * @param series its series, as far as they are stored here
 * @param source where it was found: {@code index}, or the name of a configured archive
 * @param availability whether its instances can be read now
 */
public record PriorStudy(
        String studyInstanceUid,
        @Nullable Integer daysBefore,
        List<String> modalities,
        List<SeriesSummary> series,
        String source,
        Availability availability) {

    /** Whether the instances of a prior study can be read from this suite. */
    public enum Availability {
        /** All of them are stored. */
        STORED,
        /** An archive has them, and they are being fetched. */
        PENDING,
        /** An archive has them, and they could not be fetched. */
        UNAVAILABLE
    }

    public PriorStudy {
        Required.text("studyInstanceUid", studyInstanceUid);
        Required.text("source", source);
        Required.value("availability", availability);
        modalities = List.copyOf(Required.value("modalities", modalities));
        series = List.copyOf(Required.value("series", series));
    }
}
