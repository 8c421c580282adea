package org.radbridge.ingest.priors;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.PriorStudy.Availability;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.ingest.priors.PriorSettings.Archive;

/** Another archive, whichever protocol it speaks. */
interface PriorSource {
    /** More answers than this are not looked at: the query was wrong. */
    int MOST_MATCHES = 500;

    /** Studies by Patient ID and range of dates: what they say at study level (PS3.4 §C.6.2.1). */
    Uni<List<DataSet>> studies(String patientId, Optional<String> dates);

    /** The series of a study: modality, body part, description. */
    Uni<List<DataSet>> series(String studyInstanceUid);

    /** Fetches a study into this archive; fails unless all of it came. */
    Uni<Void> fetch(String studyInstanceUid);

    /** The studies of the subject's patient, as far as the archive can tell that it is the same. */
    default Uni<List<Candidate>> candidates(
            Archive archive, Subject subject, PriorSettings settings) {
        Uni<List<Candidate>> all = Uni.createFrom().item(ArrayList::new);
        for (PatientIdentifier patient : subject.patients()) {
            all =
                    all.call(found ->
                            studies(patient.value(), dates(subject, settings))
                                    .invoke(matches ->
                                            matches.stream()
                                                    .filter(match ->
                                                            isOf(match, patient, archive, subject))
                                                    .map(match ->
                                                            candidate(match, patient, archive))
                                                    .forEach(found::add)));
        }
        return all.map(found -> Candidate.best(found, subject, settings))
                .chain(best -> withSeries(best, subject, settings));
    }

    /** The body part is told at series level only. */
    private Uni<List<Candidate>> withSeries(
            List<Candidate> best, Subject subject, PriorSettings settings) {
        Uni<List<Candidate>> looked = Uni.createFrom().item(ArrayList::new);
        for (Candidate candidate : best) {
            looked =
                    looked.call(all ->
                            series(candidate.studyInstanceUid())
                                    .invoke(series -> all.add(detailed(candidate, series))));
        }
        return looked.map(all -> Candidate.best(all, subject, settings));
    }

    private static Candidate detailed(Candidate candidate, List<DataSet> series) {
        Set<String> modalities = new HashSet<>(candidate.modalities());
        StringBuilder parts = new StringBuilder();
        StringBuilder described = new StringBuilder();
        for (DataSet one : series) {
            one.string(Tag.Modality).map(String::strip).ifPresent(modalities::add);
            one.string(Tag.BodyPartExamined).ifPresent(part -> parts.append(part).append(' '));
            one.string(Tag.SeriesDescription).ifPresent(d -> described.append(d).append(' '));
        }
        Set<BodyRegion> regions = BodyRegion.in(parts.toString());
        if (regions.isEmpty()) {
            regions = BodyRegion.in(described.toString());
        }
        return new Candidate(
                candidate.studyInstanceUid(),
                candidate.source(),
                candidate.patient(),
                candidate.date(),
                modalities,
                regions.isEmpty() ? candidate.regions() : regions,
                candidate.availability());
    }

    /**
     * Whether a match is of this patient: the same issuer, and nothing that contradicts. The same
     * value from two issuers names two patients.
     */
    private static boolean isOf(
            DataSet match, PatientIdentifier patient, Archive archive, Subject subject) {
        String issuer =
                match.string(Tag.IssuerOfPatientID)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .or(archive::issuer)
                        .orElse("");
        String value = match.string(Tag.PatientID).map(String::strip).orElse("");
        return issuer.equals(patient.issuer())
                && value.equals(patient.value())
                && agree(subject.birthDate(), match.string(Tag.PatientBirthDate))
                && agree(subject.sex(), match.string(Tag.PatientSex));
    }

    private static boolean agree(@Nullable String known, Optional<String> told) {
        return known == null
                || told.map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(known::equals)
                        .orElse(true);
    }

    private static Candidate candidate(DataSet match, PatientIdentifier patient, Archive archive) {
        return new Candidate(
                match.string(Tag.StudyInstanceUID).map(String::strip).orElse(""),
                archive.name(),
                patient,
                PriorRows.date(match.string(Tag.StudyDate).map(String::strip).orElse(null)),
                match.strings(Tag.ModalitiesInStudy).stream()
                        .flatMap(text -> Arrays.stream(text.split("\\\\")))
                        .map(String::strip)
                        .collect(Collectors.toSet()),
                BodyRegion.in(match.string(Tag.StudyDescription).orElse(null)),
                Availability.PENDING);
    }

    /** PS3.4 §C.2.2.2.5.1: a range that both ends belong to. */
    private static Optional<String> dates(Subject subject, PriorSettings settings) {
        return Optional.ofNullable(subject.date())
                .map(date ->
                        PriorRows.dicomDate(date.minusYears(settings.years()))
                                + "-"
                                + PriorRows.dicomDate(date));
    }
}
