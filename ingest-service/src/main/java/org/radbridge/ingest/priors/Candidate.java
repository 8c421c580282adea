package org.radbridge.ingest.priors;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.PriorStudy.Availability;

/**
 * A study of the same patient that was found somewhere.
 *
 * @param source the name of an archive, or {@link #INDEX}
 * @param patient under which identifier
 * @param date null when unknown
 * @param regions none when unknown
 * @param availability whether its instances are here
 */
record Candidate(
        String studyInstanceUid,
        String source,
        PatientIdentifier patient,
        @Nullable LocalDate date,
        Set<String> modalities,
        Set<BodyRegion> regions,
        Availability availability) {

    /** The source of what this archive has itself. */
    static final String INDEX = "index";

    Candidate {
        modalities = Set.copyOf(modalities);
        regions = Set.copyOf(regions);
    }

    boolean isStored() {
        return availability == Availability.STORED;
    }

    /** Days before the study; null when one of the two has no date. */
    @Nullable Integer daysBefore(Subject subject) {
        LocalDate day = date;
        LocalDate ofSubject = subject.date();
        return day == null || ofSubject == null
                ? null
                : (int) ChronoUnit.DAYS.between(day, ofSubject);
    }

    /** What is not known, on either side, may be the same. */
    boolean isRelevant(Subject subject, PriorSettings settings) {
        Integer days = daysBefore(subject);
        boolean inTime = days == null || days >= 0 && !tooOld(subject, settings);
        boolean comparable =
                modalities.isEmpty()
                        || settings.comparableWith(subject.modalities()).stream()
                                .anyMatch(modalities::contains);
        boolean sameRegion =
                regions.isEmpty()
                        || subject.regions().isEmpty()
                        || regions.stream().anyMatch(subject.regions()::contains);
        return inTime
                && comparable
                && sameRegion
                && !studyInstanceUid.equals(subject.studyInstanceUid());
    }

    private boolean tooOld(Subject subject, PriorSettings settings) {
        LocalDate day = date;
        LocalDate ofSubject = subject.date();
        return day != null
                && ofSubject != null
                && day.isBefore(ofSubject.minusYears(settings.years()));
    }

    /** The relevant ones, the latest first, each study once: as stored, if it is. */
    static List<Candidate> best(
            Collection<Candidate> found, Subject subject, PriorSettings settings) {
        Map<String, Candidate> each = new LinkedHashMap<>();
        found.stream()
                .filter(candidate -> candidate.isRelevant(subject, settings))
                .forEach(candidate ->
                        each.merge(
                                candidate.studyInstanceUid(),
                                candidate,
                                (first, next) -> next.isStored() ? next : first));
        return each.values().stream()
                .sorted(
                        Comparator.comparing(
                                Candidate::date, Comparator.nullsLast(Comparator.reverseOrder())))
                .limit(settings.most())
                .toList();
    }

    @Override
    public String toString() {
        return "Candidate[" + studyInstanceUid + " from " + source + "]";
    }
}
