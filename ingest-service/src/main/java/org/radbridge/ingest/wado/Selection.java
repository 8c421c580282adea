package org.radbridge.ingest.wado;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which instances are asked for, and of whom.
 *
 * @param study (0020,000D)
 * @param series (0020,000E); null for all of the study
 * @param instance (0008,0018); null for all of the series
 * @param onlyPatient the key of the one patient whom the caller may see; null for everybody
 */
record Selection(
        String study,
        @Nullable String series,
        @Nullable String instance,
        @Nullable UUID onlyPatient) {}
