package org.radbridge.ingest.routing;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask about a series. Descriptions are a modality's own words; they are compared and
 * never logged, nor is the birth date.
 *
 * @param seriesInstanceUid (0020,000E)
 * @param modality (0008,0060)
 * @param bodyPart (0018,0015)
 * @param protocol (0018,1030)
 * @param description (0008,103E)
 * @param studyDescription (0008,1030)
 * @param station (0008,1010)
 * @param callingAe the AE title that sent the first instance; null for STOW-RS
 * @param sopClassUids the SOP classes in the series
 * @param instances how many instances are stored
 * @param priority (0040,1003) or (0032,000C), if given
 * @param birthDate (0010,0030), if given and a date
 * @param studyDate (0008,0020), if given and a date
 * @param receivedAt when the study's first instance came, by the site's clock
 */
public record SeriesFacts(
        String seriesInstanceUid,
        String modality,
        @Nullable String bodyPart,
        @Nullable String protocol,
        @Nullable String description,
        @Nullable String studyDescription,
        @Nullable String station,
        @Nullable String callingAe,
        List<String> sopClassUids,
        int instances,
        @Nullable String priority,
        @Nullable LocalDate birthDate,
        @Nullable LocalDate studyDate,
        LocalDateTime receivedAt) {
    public SeriesFacts {
        sopClassUids = List.copyOf(sopClassUids);
    }

    @Override
    public String toString() {
        return "SeriesFacts[" + seriesInstanceUid + "]";
    }
}
