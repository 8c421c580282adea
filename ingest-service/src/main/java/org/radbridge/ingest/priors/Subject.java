package org.radbridge.ingest.priors;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;

/**
 * The study that priors are looked for.
 *
 * @param patients the patient's identifiers: that of the study, and those that its images name
 *     beside it (0010,1002)
 * @param birthDate null when unknown
 * @param sex null when unknown
 * @param date null when unknown
 * @param regions none when unknown
 */
record Subject(
        String studyInstanceUid,
        List<PatientIdentifier> patients,
        @Nullable String birthDate,
        @Nullable String sex,
        @Nullable LocalDate date,
        Set<String> modalities,
        Set<BodyRegion> regions) {
    Subject {
        patients = List.copyOf(patients);
        modalities = Set.copyOf(modalities);
        regions = Set.copyOf(regions);
    }

    @Override
    public String toString() {
        return "Subject[" + studyInstanceUid + "]";
    }
}
