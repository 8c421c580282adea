package org.radbridge.fhirmapper.registry;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.rules.Rule;
import org.radbridge.fhirmapper.rules.SiteCode;

/**
 * The examination that a case calls for.
 *
 * @param code what is asked for
 * @param earliest how long after the study, at the least
 * @param latest how long after the study, at the most; overdue after that
 * @param modality (0008,0060) of the study that answers it
 * @param note what is said beside the findings
 */
record FollowUp(
        SiteCode code, Period earliest, Period latest, String modality, @Nullable String note) {
    FollowUp {
        if (code == null) {
            throw new IllegalArgumentException("followUp names no code");
        }
        if (earliest == null || latest == null) {
            throw new IllegalArgumentException("followUp: earliest and latest, as P6M");
        }
        if (!LocalDate.EPOCH.plus(earliest).isAfter(LocalDate.EPOCH)
                || LocalDate.EPOCH.plus(latest).isBefore(LocalDate.EPOCH.plus(earliest))) {
            throw new IllegalArgumentException("followUp: latest is before earliest");
        }
        Rule.required("followUp.modality", modality);
        requireModality(modality);
    }

    /** Holds a modality against what PS3.5 allows as a CS value. */
    static void requireModality(String modality) {
        if (!modality.matches("[A-Z0-9_]{2,16}")) {
            throw new IllegalArgumentException("no modality: " + modality);
        }
    }

    LocalDate from(LocalDate study) {
        return study.plus(earliest);
    }

    LocalDate until(LocalDate study) {
        return study.plus(latest);
    }
}
